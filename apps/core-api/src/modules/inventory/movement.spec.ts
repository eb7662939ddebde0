import { describe, expect, it } from 'vitest';
import { aDraft, aMovementLine, aPlan, NOON, storekeeper } from '../../../test/inventory-stock.js';
import { advance, changeDraft, draftMovement, keysOf, movementPayload } from './movement.js';

const violated = (code: string) => expect.objectContaining({ code });
const draftOf = (plan: Parameters<typeof aPlan>[0]) => () => aDraft(plan);

describe('a movement', () => {
  it('starts as a draft', () => {
    const plan = aPlan({ reference: { kind: 'document', id: 'DN-7' } });
    const draft = draftMovement(plan, { movementId: 'm', createdBy: storekeeper }, NOON);
    expect(movementPayload(draft)).toEqual({
      ...plan,
      movementId: 'm',
      status: 'draft',
      version: 1,
      createdBy: storekeeper,
      createdAt: NOON.toISOString(),
      appliedAt: null,
      reversedAt: null,
    });
  });

  it('is changed while it is a draft', () => {
    const lines = [aMovementLine({ quantity: 9 })];
    expect(changeDraft(aDraft(), { lines })).toMatchObject({ version: 2, status: 'draft', lines });
    expect(() => changeDraft(aDraft({ kind: 'adjustment', reason: 'broken' }), { reason: null })).toThrow(
      violated('inventory.reason-required'),
    );
  });

  const applied = advance(aDraft(), 'apply', { appliedAt: NOON });
  const reversed = advance(applied, 'reverse', { reversedAt: NOON });
  it.each([
    ['an applied one cannot be changed', applied, 'edit', 'inventory.movement-not-draft'],
    ['an applied one cannot be applied again', applied, 'apply', 'inventory.movement-not-draft'],
    ['a draft cannot be reversed', aDraft(), 'reverse', 'inventory.movement-not-applied'],
    ['a reversed one cannot be applied again', reversed, 'apply', 'inventory.movement-not-draft'],
    ['a reversed one cannot be reversed again', reversed, 'reverse', 'inventory.movement-not-applied'],
  ] as const)('goes one way: %s', (_, movement, action, code) => {
    expect(() => advance(movement, action, {})).toThrow(violated(code));
  });

  it('says why stock is put right', () => {
    expect(draftOf({ kind: 'adjustment' })).toThrow(violated('inventory.reason-required'));
  });

  it('takes units off by a quantity below zero in an adjustment only', () => {
    const lines = [aMovementLine({ quantity: -1 })];
    expect(aDraft({ kind: 'adjustment', reason: 'broken', lines }).lines).toEqual(lines);
    expect(draftOf({ kind: 'issue', lines })).toThrow(violated('inventory.quantity-not-positive'));
    const nothing = [aMovementLine({ quantity: 0 })];
    expect(draftOf({ kind: 'adjustment', reason: 'counted', lines: nothing })).toThrow(
      violated('inventory.quantity-not-positive'),
    );
  });

  it('has a destination when it is a transfer, and another one than its source', () => {
    expect(draftOf({ kind: 'transfer' })).toThrow(violated('inventory.destination-required'));
    expect(draftOf({ kind: 'transfer', warehouseId: 'w', toWarehouseId: 'w' })).toThrow(
      violated('inventory.destination-required'),
    );
    expect(draftOf({ kind: 'receipt', toWarehouseId: 'w' })).toThrow(
      violated('inventory.destination-unexpected'),
    );
  });

  it('touches a level in each warehouse for each of its products', () => {
    const lines = [aMovementLine({ productId: 'p' }), aMovementLine({ productId: 'q' })];
    expect(keysOf(aPlan({ kind: 'transfer', warehouseId: 'a', toWarehouseId: 'b', lines }))).toEqual([
      { warehouseId: 'a', productId: 'p' },
      { warehouseId: 'b', productId: 'p' },
      { warehouseId: 'a', productId: 'q' },
      { warehouseId: 'b', productId: 'q' },
    ]);
  });
});
