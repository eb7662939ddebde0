import type { RealtimeEvent } from '@business-control/realtime-client';
import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { countSessionOf } from '../../test/warehouse.js';
import { afterCountSession, isRunning, signed, takesCounts } from './count-sessions.js';

const session = countSessionOf({ countSessionId: 'k-1' });
const page = { items: [session], next: null };
const updated = (payload: CountSessionPayload) =>
  ({ name: 'inventory:count-session:updated', payload }) as RealtimeEvent;

describe('counts of a warehouse', () => {
  it('take newer versions, and never older ones', () => {
    const counting = afterCountSession(
      'w-shop',
      page,
      updated({ ...session, status: 'counting', version: 2 }),
    );
    expect(counting.items[0]?.status).toBe('counting');
    expect(afterCountSession('w-shop', counting, updated(session))).toBe(counting);
  });

  it('have new ones on top', () => {
    const later = countSessionOf({ countSessionId: 'k-2', openedAt: '2026-01-06T09:00:00.000Z' });
    const { items } = afterCountSession('w-shop', page, updated(later));
    expect(items.map(({ countSessionId }) => countSessionId)).toEqual(['k-2', 'k-1']);
  });

  it('leave out those of other warehouses, those beyond the page, and other events', () => {
    const elsewhere = countSessionOf({ countSessionId: 'k-3', warehouseId: 'w-back' });
    expect(afterCountSession('w-shop', page, updated(elsewhere))).toBe(page);
    const older = countSessionOf({ countSessionId: 'k-0', openedAt: '2025-01-06T09:00:00.000Z' });
    const partly = { ...page, next: 'k-1' };
    expect(afterCountSession('w-shop', partly, updated(older))).toBe(partly);
    expect(afterCountSession('w-shop', page, { name: 'order:created' } as RealtimeEvent)).toBe(page);
  });

  it.each([
    ['open', true, true],
    ['counting', true, true],
    ['closed', true, false],
    ['applied', false, false],
    ['cancelled', false, false],
  ] as const)('that are %s: running %s, taking counts %s', (status, running, taking) => {
    expect([isRunning({ status }), takesCounts({ status })]).toEqual([running, taking]);
  });
});

it('writes differences with their sign', () => {
  expect([3, 0, -2].map(signed)).toEqual(['+3', '0', '−2']);
});
