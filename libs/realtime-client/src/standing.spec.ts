import { expect, it } from 'vitest';
import { standing } from './standing.js';

it.each([
  ['e.4', 'e.5', 'held'],
  ['e.5', 'e.5', 'held'],
  ['e.6', 'e.5', 'after'],
  ['e.10', 'e.9', 'after'],
  ['f.1', 'e.5', 'unknown'],
  ['hello', 'e.5', 'unknown'],
  ['e.1', null, 'after'],
  [undefined, 'e.5', 'after'],
] as const)('%s stands to a snapshot at %s as: %s', (event, snapshot, expected) => {
  expect(standing(event, snapshot)).toBe(expected);
});
