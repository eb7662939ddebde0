import { readFileSync } from 'node:fs';
import { type Permission, permissions } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { landingFor, pagesFor } from './navigation.js';

const labels = (...permissions: Permission[]) => pagesFor(permissions).map(({ label }) => label);

describe('the navigation', () => {
  it('holds the pages that the permissions open, and no other', () => {
    expect(labels('pos.read', 'pos.sell')).toEqual(['Till', 'Sales', 'Live feed']);
    expect(labels('orders.own')).toEqual(['My orders', 'Live feed']);
    expect(labels('chat.help')).toEqual(['Chat', 'Live feed']);
  });

  it('has no page at an address that core-api answers: a browser that reloads it would get that answer', () => {
    const list = new URL('../../../../deploy/haproxy/api-paths.lst', import.meta.url);
    const answered = new Set(readFileSync(list, 'utf8').split('\n'));
    const pages = pagesFor(Object.keys(permissions) as Permission[]);
    expect(answered).toContain('orders');
    const addresses = [...pages.map(({ to }) => to.slice(1)), 'help', 'account'];
    expect(addresses.filter((address) => answered.has(address))).toEqual([]);
  });

  it.each<[string, Permission[], string]>([
    ['a cashier', ['pos.read', 'pos.sell', 'orders.read'], '/till'],
    ['a warehouse worker, who may watch the till', ['pos.read', 'inventory.read', 'orders.read'], '/stock'],
    ['a sales agent', ['pos.read', 'orders.read', 'orders.manage'], '/order-book'],
    ['a customer', ['orders.own', 'chat.help'], '/my-orders'],
    ['support', ['chat.staff', 'chat.help', 'chat.help.answer'], '/conversations'],
    ['somebody without a role', [], '/feed'],
  ])('begins for %s where there is something to do', (_, permissions, page) => {
    expect(landingFor(permissions)).toBe(page);
  });
});
