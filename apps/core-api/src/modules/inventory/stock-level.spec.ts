import { describe, expect, it } from 'vitest';
import { aLevel, lenient, strict } from '../../../test/inventory-stock.js';
import {
  changeStock,
  levelPayload,
  MAX_BATCHES,
  releaseStock,
  reserveStock,
  salesCare,
} from './stock-level.js';

const violated = (code: string) => expect.objectContaining({ code });
const monday = { code: 'A', expiresOn: '2026-03-09' };

describe('changeStock', () => {
  it('adds and takes units', () => {
    const level = changeStock(aLevel({ onHand: 2 }), { batch: null, quantity: 3 }, strict);
    expect(changeStock(level, { batch: null, quantity: -5 }, strict).onHand).toBe(0);
  });

  it('takes no unit that is not there, unless the organization allows it', () => {
    const take = { batch: null, quantity: -3 };
    expect(() => changeStock(aLevel({ onHand: 2 }), take, strict)).toThrow(
      violated('inventory.stock-insufficient'),
    );
    expect(changeStock(aLevel({ onHand: 2 }), take, lenient).onHand).toBe(-1);
  });

  it('takes no unit that is sold', () => {
    const level = aLevel({ onHand: 5, reserved: 4 });
    expect(changeStock(level, { batch: null, quantity: -1 }, strict).onHand).toBe(4);
    expect(() => changeStock(level, { batch: null, quantity: -2 }, strict)).toThrow(
      violated('inventory.stock-insufficient'),
    );
  });

  it('takes units below zero out of the way again, even though more are missing', () => {
    expect(changeStock(aLevel({ onHand: -9 }), { batch: null, quantity: 4 }, strict).onHand).toBe(-5);
  });

  it('keeps batches in the order in which they expire, those that keep last', () => {
    const coming = [
      { code: 'C', expiresOn: null },
      { code: 'B', expiresOn: '2026-04-01' },
      { code: 'A', expiresOn: '2026-04-01' },
      { code: 'Z', expiresOn: '2026-03-01' },
    ];
    const level = coming.reduce(
      (sum, batch) => changeStock(sum, { batch, quantity: 2 }, strict),
      aLevel({ onHand: 1 }),
    );
    expect(level.onHand).toBe(9);
    expect(level.batches.map(({ code, onHand }) => code + onHand)).toEqual(['Z2', 'A2', 'B2', 'C2']);
  });

  it('forgets a batch with its last unit', () => {
    const level = aLevel({ onHand: 3, batches: [{ ...monday, onHand: 3 }] });
    expect(changeStock(level, { batch: monday, quantity: -3 }, strict).batches).toEqual([]);
  });

  it('has so many batches of a product and no more: they travel in every event about it', () => {
    const batches = Array.from({ length: MAX_BATCHES }, (_, index) => {
      return { code: `B-${String(index).padStart(3, '0')}`, expiresOn: null, onHand: 1 };
    });
    const full = aLevel({ onHand: MAX_BATCHES, batches });
    expect(() => changeStock(full, { batch: monday, quantity: 1 }, lenient)).toThrow(
      violated('inventory.batches-too-many'),
    );
    const more = { batch: { code: 'B-000', expiresOn: null }, quantity: 1 };
    expect(changeStock(full, more, strict).batches[0]).toMatchObject({ code: 'B-000', onHand: 2 });
  });

  it('lacks no more units than can be kept, even where fewer than none are allowed', () => {
    const lacking = aLevel({ onHand: -999_999_999 });
    expect(changeStock(lacking, { batch: null, quantity: -1 }, lenient).onHand).toBe(-1_000_000_000);
    expect(reserveStock(lacking, 1, lenient).reserved).toBe(1);
    for (const tooMuch of [
      () => changeStock(lacking, { batch: null, quantity: -2 }, lenient),
      () => reserveStock(lacking, 2, lenient),
    ]) {
      expect(tooMuch).toThrow(violated('inventory.stock-insufficient'));
    }
  });

  it('takes no more from a batch than it has, whatever is allowed', () => {
    const level = aLevel({ onHand: 9, batches: [{ ...monday, onHand: 3 }] });
    for (const rules of [strict, lenient]) {
      expect(() => changeStock(level, { batch: monday, quantity: -4 }, rules)).toThrow(
        violated('inventory.batch-insufficient'),
      );
    }
  });

  it('takes no unit of a batch for one without', () => {
    const level = aLevel({ onHand: 4, batches: [{ ...monday, onHand: 3 }] });
    expect(() => changeStock(level, { batch: null, quantity: -2 }, strict)).toThrow(
      violated('inventory.stock-insufficient'),
    );
  });

  it('refuses a batch that expires on another day than the one with its code', () => {
    const level = aLevel({ onHand: 3, batches: [{ ...monday, onHand: 3 }] });
    const other = { code: 'A', expiresOn: '2026-03-10' };
    expect(() => changeStock(level, { batch: other, quantity: 1 }, strict)).toThrow(
      violated('inventory.batch-expires-otherwise'),
    );
  });
});

describe('a reservation', () => {
  it('sets aside what is available, and no more', () => {
    const level = reserveStock(aLevel({ onHand: 3, reserved: 1 }), 2, strict);
    expect(levelPayload(level)).toMatchObject({ onHand: 3, reserved: 3, available: 0 });
    expect(() => reserveStock(level, 1, strict)).toThrow(violated('inventory.stock-insufficient'));
    expect(levelPayload(reserveStock(level, 1, lenient)).available).toBe(-1);
  });

  it('is given back, as far as there is one', () => {
    const level = releaseStock(aLevel({ onHand: 3, reserved: 2 }), 2);
    expect(level.reserved).toBe(0);
    expect(() => releaseStock(level, 1)).toThrow(violated('inventory.not-reserved'));
  });
});

describe('salesCare', () => {
  it.each([
    ['far above the minimum', 50, 49, false],
    ['down to the minimum', 6, 5, true],
    ['below the minimum', 4, 3, true],
    ['sold out', 1, 0, true],
    ['below zero', 0, -1, true],
    ['back in stock', 0, 1, true],
    ['back above the minimum', 5, 6, true],
    ['further up', 6, 7, false],
    ['nothing', 2, 2, false],
  ])('%s: from %i to %i', (_, before, after, cares) => {
    expect(salesCare(before, after, 5)).toBe(cares);
  });

  it('hears of selling out and of coming back without a minimum', () => {
    expect([salesCare(2, 1, 0), salesCare(1, 0, 0), salesCare(0, 1, 0), salesCare(1, 2, 0)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
