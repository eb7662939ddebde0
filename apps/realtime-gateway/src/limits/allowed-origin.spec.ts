import { expect, it } from 'vitest';
import { isAllowedOrigin } from './allowed-origin.js';

const allowed = ['https://shop.example.com'];

it.each([
  ['a page that is named', 'https://shop.example.com', 'realtime.example.com', true],
  ['a page of the same host', 'https://realtime.example.com', 'realtime.example.com', true],
  ['a page of the same host and port', 'http://localhost:3001', 'LOCALHOST:3001', true],
  ['what is no browser', undefined, 'realtime.example.com', true],
  ['another page', 'https://evil.example', 'realtime.example.com', false],
  ['another port', 'https://realtime.example.com:8443', 'realtime.example.com', false],
  ['another scheme of a named page', 'http://shop.example.com', 'realtime.example.com', false],
  ['a page in a sandbox', 'null', 'null', false],
  ['a request without a host', 'https://evil.example', undefined, false],
])('%s', (_, origin, host, expected) => {
  expect(isAllowedOrigin(origin, host, allowed)).toBe(expected);
});

it('any page, when any is allowed', () => {
  expect(isAllowedOrigin('https://anywhere.example', 'h', ['*'])).toBe(true);
});
