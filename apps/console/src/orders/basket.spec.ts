import { describe, expect, it } from 'vitest';
import { mug, tea } from '../../test/shop.js';
import { emptyBasket, linesOf, MAX_UNITS, orderLines, totalOf, withUnits } from './basket.js';

const basket = withUnits(withUnits(emptyBasket, 'p-mug', 1), 'p-tea', 2);

describe('a basket', () => {
  it('knows what is in it and what that costs', () => {
    const lines = linesOf(basket, [tea, mug]);
    expect(orderLines(lines)).toEqual([
      { productId: 'p-mug', quantity: 1 },
      { productId: 'p-tea', quantity: 2 },
    ]);
    expect(totalOf(lines)).toBe(2_100);
  });

  it('forgets what nobody wants any more, and what is not sold any more', () => {
    expect([...withUnits(basket, 'p-mug', 0).keys()]).toEqual(['p-tea']);
    expect(linesOf(basket, [tea]).map(({ product }) => product.name)).toEqual(['Green tea']);
  });

  it('holds no more than an order can', () => {
    expect(withUnits(basket, 'p-tea', 1_000_000).get('p-tea')).toBe(MAX_UNITS);
  });
});
