import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountedSale, figuresOf, sharesOf, sumUp } from './sales-figures.js';

const ZONE = 'Europe/Amsterdam';
const ids = Array.from({ length: 5 }, (_, n) => `00000000-0000-7000-8000-00000000000${n}`);
const idAt = (index: number) => ids[index] ?? '';
const till = idAt(0);

function aSale(over: Partial<CountedSale> = {}, lines = [aLine()]): CountedSale {
  const subtotal = lines.reduce((sum, { total }) => sum + total, 0);
  return {
    saleId: idAt(4),
    posId: till,
    lines,
    totals: { subtotal, discount: 0, total: subtotal, tax: 0, paid: subtotal, due: 0, change: 0 },
    completedAt: '2026-03-02T09:15:00.000Z',
    ...over,
  };
}

function aLine(over: Partial<CountedSale['lines'][number]> = {}): CountedSale['lines'][number] {
  return {
    lineId: idAt(3),
    productId: idAt(0),
    sku: 'COFFEE',
    name: 'Coffee',
    quantity: 1,
    unitPrice: 390,
    discounts: [],
    total: 390,
    taxRate: 900,
    tax: 32,
    ...over,
  };
}

const ofSales = (sales: readonly CountedSale[]) => figuresOf({ sales, refunds: [] }, ZONE);

const sales = fc.array(
  fc
    .record({
      posId: fc.constantFrom(till, idAt(1), null),
      minute: fc.integer({ min: 0, max: 24 * 60 - 1 }),
      discount: fc.integer({ min: 0, max: 100 }),
      lines: fc.array(
        fc.record({
          product: fc.integer({ min: 0, max: 2 }),
          quantity: fc.integer({ min: 1, max: 5 }),
          total: fc.integer({ min: 0, max: 100_000 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    })
    .map(({ posId, minute, discount, lines }) => {
      const sale = aSale(
        { posId, completedAt: new Date(Date.UTC(2026, 2, 1, 23, minute)).toISOString() },
        lines.map(({ product, ...line }) => aLine({ ...line, productId: idAt(product) })),
      );
      const total = Math.round((sale.totals.subtotal * (100 - discount)) / 100);
      return { ...sale, totals: { ...sale.totals, total } };
    }),
  { maxLength: 30 },
);

const refunds = fc.array(fc.record({ orderId: fc.constantFrom(...ids), amount: fc.nat(100_000) }), {
  maxLength: 10,
});

describe('the figures of a business day', () => {
  it('are of sales by hour of the shop, by till and by product', () => {
    const morning = aSale({}, [
      aLine({ quantity: 2, total: 780 }),
      aLine({ productId: idAt(1), total: 245 }),
    ]);
    const order = aSale({ posId: null, completedAt: '2026-03-02T22:59:00.000Z' });
    expect(ofSales([order, morning])).toEqual({
      salesCount: 2,
      total: 1_415,
      units: 4,
      refunds: { count: 0, total: 0 },
      byHour: [
        { hour: 10, salesCount: 1, total: 1_025 },
        { hour: 23, salesCount: 1, total: 390 },
      ],
      byTill: [
        { posId: till, salesCount: 1, total: 1_025 },
        { posId: null, salesCount: 1, total: 390 },
      ],
      byProduct: [
        expect.objectContaining({ productId: idAt(0), quantity: 3, total: 1_170 }),
        expect.objectContaining({ productId: idAt(1), quantity: 1, total: 245 }),
      ],
    });
  });

  it('name a product as its latest sale does', () => {
    const renamed = aSale({ completedAt: '2026-03-02T12:00:00Z' }, [aLine({ name: 'Espresso' })]);
    for (const order of [
      [renamed, aSale()],
      [aSale(), renamed],
    ]) {
      expect(ofSales(order).byProduct).toMatchObject([
        { name: 'Espresso', quantity: 2, lastSoldAt: '2026-03-02T12:00:00.000Z' },
      ]);
    }
  });

  it('add up to the same whole, whichever way one looks', () => {
    fc.assert(
      fc.property(sales, refunds, (all, back) => {
        const figures = figuresOf({ sales: all, refunds: back }, ZONE);
        const { salesCount, total, units, byHour, byTill, byProduct } = figures;
        expect(salesCount).toBe(all.length);
        expect(total).toBe(all.reduce((sum, sale) => sum + sale.totals.total, 0));
        expect(figures.refunds).toEqual({
          count: back.length,
          total: back.reduce((sum, { amount }) => sum + amount, 0),
        });
        for (const view of [byHour, byTill]) {
          expect(view.reduce((sum, part) => sum + part.salesCount, 0)).toBe(salesCount);
        }
        for (const view of [byHour, byTill, byProduct]) {
          expect(view.reduce((sum, part) => sum + part.total, 0)).toBe(total);
        }
        expect(byProduct.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(units);
      }),
    );
  });

  it('are the same in whatever parts and order sales and refunds come', () => {
    fc.assert(
      fc.property(sales, refunds, fc.nat(), (all, back, cut) => {
        const at = all.length === 0 ? 0 : cut % all.length;
        const { byProduct: _, ...whole } = figuresOf({ sales: all, refunds: back }, ZONE);
        const parts = [
          { sales: all.slice(at).reverse(), refunds: back.slice(0, at).reverse() },
          { sales: all.slice(0, at), refunds: back.slice(at) },
        ];
        expect(sumUp(parts.map((part) => figuresOf(part, ZONE)))).toEqual(whole);
        const reversed = { sales: all.toReversed(), refunds: back.toReversed() };
        expect(figuresOf(reversed, ZONE)).toEqual(figuresOf({ sales: all, refunds: back }, ZONE));
      }),
    );
  });
});

describe('sharesOf', () => {
  it('spreads a discounted total over lines without losing a cent', () => {
    expect(sharesOf(100, [1, 1, 1])).toEqual([33, 34, 33]);
    expect(sharesOf(0, [5, 5])).toEqual([0, 0]);
    expect(sharesOf(0, [0, 0])).toEqual([0, 0]);
  });
});
