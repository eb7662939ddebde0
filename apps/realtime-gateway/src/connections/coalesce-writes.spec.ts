import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { coalesceWrites } from './coalesce-writes.js';

/** A TCP socket that tells what reached it in one go. */
function tcpSocket() {
  const writes: string[][] = [];
  const socket = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => {
      writes.push([String(chunk)]);
      done();
    },
    writev: (chunks, done) => {
      writes.push(chunks.map(({ chunk }) => String(chunk)));
      done();
    },
  });
  return { socket, writes };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('coalesceWrites', () => {
  it('sends what is written after a flush together, and what comes later on its own', async () => {
    const engine = new EventEmitter();
    coalesceWrites(engine);
    const { socket, writes } = tcpSocket();
    engine.emit('flush', { transport: { socket: { _socket: socket } } });
    for (const frame of ['a', 'b', 'c']) socket.write(frame);
    expect(writes).toEqual([]);
    await nextTurn();
    socket.write('d');
    expect(writes).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('lets go of the socket however often it was flushed', async () => {
    const engine = new EventEmitter();
    coalesceWrites(engine);
    const { socket } = tcpSocket();
    for (let n = 0; n < 3; n += 1) engine.emit('flush', { transport: { socket: { _socket: socket } } });
    await nextTurn();
    expect(socket.writableCorked).toBe(0);
  });

  it.each([
    ['long-polling', { transport: {} }],
    ['a socket that is gone', { transport: { socket: { _socket: null } } }],
    ['nothing at all', undefined],
  ])('leaves %s alone', (_, connection) => {
    const engine = new EventEmitter();
    coalesceWrites(engine);
    expect(() => engine.emit('flush', connection)).not.toThrow();
  });
});
