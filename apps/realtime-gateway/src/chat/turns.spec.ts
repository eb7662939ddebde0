import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Turns } from './turns.js';

/** Pieces of work that end when they are told to. */
function pieces() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const piece = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, piece, end: (name: string) => ends.get(name)?.() };
}

it('does the work of an owner in order, and of others meanwhile', async () => {
  const turns = new Turns();
  const { begun, piece, end } = pieces();
  const [ada, bob] = [{}, {}];
  const first = turns.take(ada, piece('a1'));
  const second = turns.take(ada, piece('a2'));
  const other = turns.take(bob, piece('b1'));
  await setImmediate();
  expect(begun).toEqual(['a1', 'b1']);
  end('b1');
  expect(await other).toBe('b1');
  await setImmediate();
  expect(begun).toEqual(['a1', 'b1']);
  end('a1');
  expect(await first).toBe('a1');
  await setImmediate();
  expect(begun).toEqual(['a1', 'b1', 'a2']);
  end('a2');
  expect(await second).toBe('a2');
});

it('goes on after work that failed', async () => {
  const turns = new Turns();
  const ada = {};
  const failing = turns.take(ada, () => Promise.reject(new Error('no')));
  const next = turns.take(ada, () => Promise.resolve('next'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('next');
});

it('takes no more of an owner than may wait, until some of it is done', async () => {
  const turns = new Turns();
  const { piece, end } = pieces();
  const [ada, bob] = [{}, {}];
  const taken = Array.from({ length: 17 }, (_, n) => turns.take(ada, piece(`a${n}`)));
  expect(taken.map((it) => it !== undefined)).toEqual([...Array(16).fill(true), false]);
  expect(turns.take(bob, piece('b'))).toBeDefined();
  await setImmediate();
  end('a0');
  await taken[0];
  await setImmediate();
  expect(turns.take(ada, piece('more'))).toBeDefined();
  expect(turns.take(ada, piece('too many'))).toBeUndefined();
});
