import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDraft, aLevel, aMovementLine, lenient, NOON, strict } from '../../../test/inventory-stock.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Movement, MovementPlan } from './movement.js';
import { applyMovement, reverseMovement } from './movement-effect.js';
import { levelOf, type Stock, stockOf } from './stock.js';

const violated = (code: string) => expect.objectContaining({ code });
const at = (warehouseId: string, productId = 'p') => ({ warehouseId, productId });
const early = { code: 'E', expiresOn: '2026-03-05' };
const late = { code: 'L', expiresOn: '2026-06-05' };

describe('applyMovement', () => {
  it('takes what expires first, line by line, and remembers which units went', () => {
    const batches = [
      { ...early, onHand: 2 },
      { ...late, onHand: 5 },
    ];
    const stock = stockOf([aLevel({ ...at('a'), onHand: 9, batches })]);
    const lines = [
      aMovementLine({ productId: 'p', quantity: 1 }),
      aMovementLine({ productId: 'p', quantity: 4 }),
    ];
    const { movement, stock: after } = applyMovement(
      aDraft({ kind: 'issue', warehouseId: 'a', lines }),
      stock,
      strict,
      NOON,
    );
    expect(movement).toMatchObject({ status: 'applied', version: 2, appliedAt: NOON });
    expect(movement.changes).toEqual([
      { ...at('a'), batch: early, quantity: -1 },
      { ...at('a'), batch: early, quantity: -1 },
      { ...at('a'), batch: late, quantity: -3 },
    ]);
    expect(levelOf(after, at('a'))).toMatchObject({ onHand: 4, batches: [{ ...late, onHand: 2 }] });
  });

  it('carries the batches of a transfer along', () => {
    const stock = stockOf([
      aLevel({ ...at('a'), onHand: 3, batches: [{ ...early, onHand: 2 }] }),
      aLevel({ ...at('b'), onHand: 1 }),
    ]);
    const plan = { kind: 'transfer', warehouseId: 'a', toWarehouseId: 'b' } as const;
    const draft = aDraft({ ...plan, lines: [aMovementLine({ productId: 'p', quantity: 3 })] });
    const { stock: after } = applyMovement(draft, stock, strict, NOON);
    expect(levelOf(after, at('a'))).toMatchObject({ onHand: 0, batches: [] });
    expect(levelOf(after, at('b'))).toMatchObject({ onHand: 4, batches: [{ ...early, onHand: 2 }] });
  });

  it('takes from the batch that is named, by the expiry date that it has', () => {
    const stock = stockOf([
      aLevel({
        ...at('a'),
        onHand: 7,
        batches: [
          { ...early, onHand: 2 },
          { ...late, onHand: 5 },
        ],
      }),
    ]);
    const line = aMovementLine({ productId: 'p', quantity: -5, batch: { code: 'L', expiresOn: null } });
    const draft = aDraft({ kind: 'adjustment', reason: 'broken', warehouseId: 'a', lines: [line] });
    const { movement } = applyMovement(draft, stock, strict, NOON);
    expect(movement.changes).toEqual([{ ...at('a'), batch: late, quantity: -5 }]);
  });
});

describe('reverseMovement', () => {
  const receipt = aDraft({
    warehouseId: 'a',
    lines: [aMovementLine({ productId: 'p', quantity: 4, batch: early })],
  });
  const received = applyMovement(receipt, stockOf([aLevel({ ...at('a'), onHand: 1 })]), strict, NOON);

  it('is refused when the units have gone', () => {
    const issue = aDraft({
      kind: 'issue',
      warehouseId: 'a',
      lines: [aMovementLine({ productId: 'p', quantity: 1 })],
    });
    const { stock } = applyMovement(issue, received.stock, strict, NOON);
    expect(() => reverseMovement(received.movement, stock, strict, NOON)).toThrow(
      violated('inventory.batch-insufficient'),
    );
  });

  it('is refused of a draft, before anything is taken', () => {
    expect(() => reverseMovement(receipt, new Map(), strict, NOON)).toThrow(
      violated('inventory.movement-not-applied'),
    );
  });
});

const warehouses = ['a', 'b'] as const;
const productIds = ['p', 'q'] as const;
const batchOf = fc.constantFrom(null, early, late);
const place = fc.constantFrom(...warehouses);
const wantedLine = fc.record({
  productId: fc.constantFrom(...productIds),
  quantity: fc.integer({ min: 1, max: 6 }),
  batch: batchOf,
});
const plans: fc.Arbitrary<Partial<MovementPlan>> = fc
  .record({
    kind: fc.constantFrom('receipt', 'issue', 'transfer', 'adjustment'),
    warehouseId: place,
    lines: fc.array(wantedLine, { minLength: 1, maxLength: 3 }),
    takesOff: fc.boolean(),
  })
  .map(({ kind, warehouseId, lines, takesOff }) => ({
    kind,
    warehouseId,
    toWarehouseId: kind === 'transfer' ? (warehouseId === 'a' ? 'b' : 'a') : null,
    reason: 'a law',
    lines: lines.map(({ quantity, ...line }) =>
      aMovementLine({ ...line, quantity: kind === 'adjustment' && takesOff ? -quantity : quantity }),
    ),
  }));
/** A movement that is drafted and applied, or the undoing of one of those before it. */
const steps = fc.array(fc.oneof(plans, fc.nat({ max: 20 })), { maxLength: 25 });

const emptyStock = () =>
  stockOf(
    warehouses.flatMap((warehouseId) => productIds.map((productId) => aLevel(at(warehouseId, productId)))),
  );
const unitsIn = (stock: Stock) =>
  [...stock.values()].map(({ onHand, batches }) => ({
    onHand,
    batches: batches.map((batch) => ({ ...batch })),
  }));

/** Does what the rules let happen; the others change nothing. */
function run(history: readonly (Partial<MovementPlan> | number)[], rules: typeof strict) {
  let stock = emptyStock();
  const movements: Movement[] = [];
  for (const step of history) {
    try {
      const index = typeof step === 'number' ? step % Math.max(1, movements.length) : movements.length;
      const known = movements[index];
      if (typeof step === 'number' && !known) continue;
      const effect =
        known === undefined
          ? applyMovement(aDraft(typeof step === 'number' ? {} : step), stock, rules, NOON)
          : reverseMovement(known, stock, rules, NOON);
      stock = effect.stock;
      movements[index] = effect.movement;
    } catch (error) {
      if (!(error instanceof RuleViolated)) throw error;
    }
  }
  return { stock, movements };
}

describe('whatever is moved, in whatever order', () => {
  it('what is on hand is the sum of what was applied and not reversed, batch by batch', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(strict, lenient), (history, rules) => {
        const { stock, movements } = run(history, rules);
        const standing = movements
          .filter(({ status }) => status === 'applied')
          .flatMap(({ changes }) => changes);
        for (const level of stock.values()) {
          const own = standing.filter(
            ({ warehouseId, productId }) =>
              warehouseId === level.warehouseId && productId === level.productId,
          );
          const sum = (changes: typeof own) => changes.reduce((total, { quantity }) => total + quantity, 0);
          expect(level.onHand).toBe(sum(own));
          for (const { code } of [early, late]) {
            const inBatch = level.batches.find((batch) => batch.code === code)?.onHand ?? 0;
            expect(inBatch).toBe(sum(own.filter(({ batch }) => batch?.code === code)));
          }
        }
      }),
    );
  });

  it('nothing falls below zero where that is not allowed', () => {
    fc.assert(
      fc.property(steps, (history) => {
        for (const { onHand, batches } of run(history, strict).stock.values()) {
          expect(onHand).toBeGreaterThanOrEqual(batches.reduce((sum, batch) => sum + batch.onHand, 0));
          for (const batch of batches) expect(batch.onHand).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('reversing the last movement restores what was before it', () => {
    fc.assert(
      fc.property(steps, plans, fc.constantFrom(strict, lenient), (history, plan, rules) => {
        const { stock } = run(history, rules);
        let applied: ReturnType<typeof applyMovement>;
        try {
          applied = applyMovement(aDraft(plan), stock, rules, NOON);
        } catch (error) {
          if (error instanceof RuleViolated) return;
          throw error;
        }
        const { stock: restored } = reverseMovement(applied.movement, applied.stock, rules, NOON);
        expect(unitsIn(restored)).toEqual(unitsIn(stock));
      }),
    );
  });
});
