import type { Permission } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { landingFor, pagesFor } from './navigation.js';

const labels = (...permissions: Permission[]) => pagesFor(permissions).map(({ label }) => label);

describe('the navigation', () => {
  it('holds the pages that the permissions open, and no other', () => {
    expect(labels('pos.read', 'pos.sell')).toEqual(['Till', 'Sales', 'Live feed']);
    expect(labels('orders.own')).toEqual(['My orders', 'Live feed']);
  });

  it.each<[string, Permission[], string]>([
    ['a cashier', ['pos.read', 'pos.sell', 'orders.read'], '/till'],
    ['a warehouse worker, who may watch the till', ['pos.read', 'inventory.read', 'orders.read'], '/stock'],
    ['a sales agent', ['pos.read', 'orders.read', 'orders.manage'], '/order-book'],
    ['a customer', ['orders.own'], '/my-orders'],
    ['somebody without a role', [], '/feed'],
  ])('begins for %s where there is something to do', (_, permissions, page) => {
    expect(landingFor(permissions)).toBe(page);
  });
});
