import { expect, it } from 'vitest';
import { clientAddress } from './client-address.js';

it.each([
  ['without a proxy, the peer, whatever it claims', '192.0.2.1', '198.51.100.7', 0, '192.0.2.1'],
  ['behind one, what that one saw', '10.0.0.2', '198.51.100.7', 1, '198.51.100.7'],
  ['behind one, not what the client claims', '10.0.0.2', '203.0.113.9, 198.51.100.7', 1, '198.51.100.7'],
  ['behind two, what the outer one saw', '10.0.0.2', '203.0.113.9,198.51.100.7,10.0.0.1', 2, '198.51.100.7'],
  ['in several headers as in one', '10.0.0.2', ['203.0.113.9', '198.51.100.7'], 1, '198.51.100.7'],
  ['with fewer proxies than told, the outermost known', '10.0.0.2', undefined, 2, '10.0.0.2'],
  ['of IPv4 in one form', '::ffff:192.0.2.1', undefined, 0, '192.0.2.1'],
  ['of IPv6 as it is', '2001:db8::1', undefined, 0, '2001:db8::1'],
  ['unknown when the connection is gone', undefined, undefined, 0, 'unknown'],
])('the address of a client: %s', (_, peer, forwardedFor, hops, expected) => {
  expect(clientAddress(peer, forwardedFor, hops)).toBe(expected);
});
