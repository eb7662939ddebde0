import { expect, it } from 'vitest';
import { SharedTexts } from './shared-texts.js';

it('knows the last packets, and no more than it can hold', () => {
  const texts = new SharedTexts();
  for (let n = 0; n < 100; n += 1) texts.add(`packet ${n}`, `text ${n}`);
  const known = Array.from({ length: 100 }, (_, n) => texts.of(`packet ${n}`)).filter(Boolean);
  expect(known).toEqual(Array.from({ length: 16 }, (_, n) => `text ${n + 84}`));
});
