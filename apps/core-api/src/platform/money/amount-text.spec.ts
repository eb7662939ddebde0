import { expect, it } from 'vitest';
import { amountText } from './amount-text.js';

it('has as many decimals as the currency', () => {
  expect(amountText(1_250, 'EUR')).toBe('€12.50');
  expect(amountText(-99, 'USD')).toBe('-$0.99');
  expect(amountText(1_250, 'JPY')).toBe('¥1,250');
});
