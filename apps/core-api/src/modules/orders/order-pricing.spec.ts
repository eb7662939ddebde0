import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOrderLine } from '../../../test/orders-data.js';
import { MAX_QUANTITY, priceLine, priceOrder } from './order-pricing.js';

const product = { productId: 'p', sku: 'SKU', name: 'A product' };

describe('what an order costs', () => {
  it('contains the tax, rounded half up line by line', () => {
    const line = priceLine('l', { ...product, unitPrice: 1_000, taxRate: 2_100 }, 2);
    expect(line).toMatchObject({ total: 2_000, tax: 347 });
    expect(priceLine('l', { ...product, unitPrice: 545, taxRate: 900 }, 1).tax).toBe(45);
    expect(priceLine('l', { ...product, unitPrice: 21, taxRate: 10_000 }, 1).tax).toBe(11);
    expect(priceLine('l', { ...product, unitPrice: 545, taxRate: 0 }, 1).tax).toBe(0);
  });

  it('is the sum of its lines', () => {
    const lines = [anOrderLine({ total: 2_000, tax: 347 }), anOrderLine({ total: 545, tax: 45 })];
    expect(priceOrder(lines)).toEqual({ total: 2_545, tax: 392 });
  });

  it('taxes what is left of the total after the net, to within half a minor unit', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000_000),
        fc.nat(10_000),
        fc.integer({ min: 1, max: MAX_QUANTITY }),
        (unitPrice, taxRate, quantity) => {
          const { total, tax } = priceLine('l', { ...product, unitPrice, taxRate }, quantity);
          const twiceOff = 2n * (BigInt(total) * BigInt(taxRate) - BigInt(tax) * BigInt(10_000 + taxRate));
          const whole = BigInt(10_000 + taxRate);
          return twiceOff < whole && twiceOff >= -whole;
        },
      ),
    );
  });
});
