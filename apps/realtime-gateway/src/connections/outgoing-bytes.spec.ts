import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { OutgoingBytes } from './outgoing-bytes.js';

/** A connection in the hands of the test, as far as bytes are counted. */
function connection() {
  const events = new EventEmitter();
  const transport = { writable: true };
  const seen: number[] = [];
  const outgoing = new OutgoingBytes(Object.assign(events, { transport }), (bytes) => seen.push(bytes));
  return {
    outgoing,
    seen,
    write: (packet: object) => events.emit('packetCreate', packet),
    flush: () => {
      events.emit('flush', []);
      transport.writable = false;
    },
    taken: () => {
      transport.writable = true;
    },
  };
}

describe('OutgoingBytes', () => {
  it('counts what waits, then what is on its way, until that was taken', () => {
    const { outgoing, write, flush, taken } = connection();
    write({ data: 'abc' });
    flush();
    write({ data: 'de' });
    expect(outgoing.total).toBe(5);
    taken();
    expect(outgoing.total).toBe(2);
    flush();
    expect(outgoing.total).toBe(2);
    taken();
    expect([outgoing.total, outgoing.writes]).toEqual([0, 2]);
  });

  it('tells of all growth', () => {
    const { seen, write } = connection();
    write({ data: 'abc' });
    write({ data: 'de' });
    expect(seen).toEqual([3, 5]);
  });

  it.each([
    ['text in UTF-8', { data: '€' }, 3],
    ['bytes', { data: Buffer.alloc(7) }, 7],
    [
      'the frame of a broadcast',
      { data: 'x', options: { wsPreEncodedFrame: [Buffer.alloc(2), Buffer.alloc(9)] } },
      11,
    ],
    ['nothing for a packet without data', { type: 'ping' }, 0],
  ])('counts %s', (_, packet, bytes) => {
    const { outgoing, write } = connection();
    write(packet);
    expect(outgoing.total).toBe(bytes);
  });
});
