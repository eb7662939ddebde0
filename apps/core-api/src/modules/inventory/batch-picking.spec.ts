import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickBatches } from './batch-picking.js';

const a = { code: 'A', expiresOn: '2026-03-09' };
const b = { code: 'B', expiresOn: null };
const batches = [
  { ...a, onHand: 3 },
  { ...b, onHand: 2 },
];

describe('pickBatches', () => {
  it.each([
    [2, [{ batch: a, quantity: 2 }]],
    [
      4,
      [
        { batch: a, quantity: 3 },
        { batch: b, quantity: 1 },
      ],
    ],
    [
      7,
      [
        { batch: a, quantity: 3 },
        { batch: b, quantity: 2 },
        { batch: null, quantity: 2 },
      ],
    ],
  ])('takes %i units, the first to expire first and those without a batch last', (quantity, picks) => {
    expect(pickBatches({ batches }, quantity)).toEqual(picks);
  });

  it('takes exactly what is wanted, never nothing from anywhere, and never more than a batch has', () => {
    const shelf = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });
    fc.assert(
      fc.property(shelf, fc.integer({ min: 1, max: 60 }), (sizes, quantity) => {
        const own = sizes.map((onHand, index) => ({ code: `${index}`, expiresOn: null, onHand }));
        const picks = pickBatches({ batches: own }, quantity);
        expect(picks.reduce((sum, pick) => sum + pick.quantity, 0)).toBe(quantity);
        for (const pick of picks) {
          expect(pick.quantity).toBeGreaterThan(0);
          const batch = own.find(({ code }) => code === pick.batch?.code);
          expect(pick.quantity).toBeLessThanOrEqual(batch?.onHand ?? quantity);
        }
      }),
    );
  });
});
