import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesTopic } from './topic-pattern.js';

/** The definition, with all its backtracking. */
function naive(pattern: readonly string[], words: readonly string[]): boolean {
  const [part, ...rest] = pattern;
  if (part === undefined) return words.length === 0;
  if (part === '#') return naive(rest, words) || (words.length > 0 && naive(pattern, words.slice(1)));
  return words.length > 0 && (part === '*' || part === words[0]) && naive(rest, words.slice(1));
}

const words = (...choices: string[]) => array(constantFrom(...choices), { minLength: 1, maxLength: 6 });

describe('matchesTopic', () => {
  it('agrees with the definition for every pattern and key', () => {
    assert(
      property(words('a', 'b', '*', '#'), words('a', 'b', 'c'), (pattern, key) => {
        expect(matchesTopic(pattern.join('.'), key.join('.'))).toBe(naive(pattern, key));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['#', 'pos.cart.updated', true],
    ['pos.#', 'pos', true],
    ['pos.*', 'pos', false],
    ['pos.*', 'pos.cart.updated', false],
    ['*.updated', 'pos.cart.updated', false],
    ['#.updated', 'updated', true],
    ['pos.cart', 'pos.cartel', false],
  ])('%s and %s: %s', (pattern, key, matches) => {
    expect(matchesTopic(pattern, key)).toBe(matches);
  });

  it('takes no time to refuse a pattern of many #', () => {
    const pattern = `${'#.a.'.repeat(30)}b`;
    expect(matchesTopic(pattern, `${'a.'.repeat(100)}c`)).toBe(false);
  });
});
