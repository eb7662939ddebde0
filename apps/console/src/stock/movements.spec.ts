import type { RealtimeEvent } from '@business-control/realtime-client';
import type { MovementPayload } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { movementOf } from '../../test/warehouse.js';
import { afterMovement, goodsOf, unitsIn } from './movements.js';

const first = movementOf('m-1', { status: 'draft' });
const second = movementOf('m-2');
const page = { items: [second, first], next: null };
const updated = (payload: MovementPayload) =>
  ({ name: 'inventory:movement:updated', payload }) as RealtimeEvent;
const created = (payload: MovementPayload) =>
  ({ name: 'inventory:movement:created', payload }) as RealtimeEvent;
const ids = ({ items }: { items: readonly MovementPayload[] }) => items.map(({ movementId }) => movementId);

describe('movements of a warehouse', () => {
  it('have new ones on top, each once', () => {
    const third = created(movementOf('m-3'));
    const after = afterMovement('w-shop', page, third);
    expect(ids(after)).toEqual(['m-3', 'm-2', 'm-1']);
    expect(afterMovement('w-shop', after, third)).toBe(after);
  });

  it('take newer versions in their place, and never older ones', () => {
    const applied = afterMovement(
      'w-shop',
      page,
      updated(movementOf('m-1', { status: 'applied', version: 2 })),
    );
    expect(applied.items.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(afterMovement('w-shop', applied, updated(first))).toBe(applied);
  });

  it('are those that come to it or leave it', () => {
    const transfer = movementOf('m-4', { kind: 'transfer', warehouseId: 'w-back', toWarehouseId: 'w-shop' });
    expect(ids(afterMovement('w-shop', page, created(transfer)))).toContain('m-4');
    expect(afterMovement('w-shop', page, created(movementOf('m-5', { warehouseId: 'w-back' })))).toBe(page);
    const moved = movementOf('m-1', { warehouseId: 'w-back', version: 2 });
    expect(ids(afterMovement('w-shop', page, updated(moved)))).toEqual(['m-2']);
  });

  it('end where the page ends', () => {
    const shown = { items: [second], next: 'm-2' };
    expect(afterMovement('w-shop', shown, updated(movementOf('m-1', { version: 4 })))).toBe(shown);
  });

  it('are not of interest to other events', () => {
    expect(afterMovement('w-shop', page, { name: 'order:created' } as RealtimeEvent)).toBe(page);
  });
});

describe('a movement in words', () => {
  const lines = ['Tea', 'Mug', 'Lamp', 'Tea'].map((name) => ({ ...first.lines[0], name }));

  it('names the first goods', () => {
    expect(goodsOf({ lines: lines.slice(0, 2) as MovementPayload['lines'] })).toBe('Tea and Mug');
    expect(goodsOf({ lines: lines as MovementPayload['lines'] })).toBe('Tea, Mug and 1 more');
  });

  it('counts the units as the warehouse sees them', () => {
    expect(unitsIn(movementOf('m', { kind: 'receipt' }), 'w-shop')).toBe(5);
    expect(unitsIn(movementOf('m', { kind: 'issue' }), 'w-shop')).toBe(-5);
    const transfer = movementOf('m', { kind: 'transfer', toWarehouseId: 'w-back' });
    expect([unitsIn(transfer, 'w-shop'), unitsIn(transfer, 'w-back')]).toEqual([-5, 5]);
  });
});
