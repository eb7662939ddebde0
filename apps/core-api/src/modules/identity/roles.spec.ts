import { describe, expect, it } from 'vitest';
import { permissionsOf, roleNames, rolesHolding } from './roles.js';

describe('permissionsOf', () => {
  it('adds up what the roles allow, without repetition', () => {
    const both = permissionsOf(['warehouse', 'cashier']);
    expect(both).toEqual(expect.arrayContaining(['inventory.manage', 'pos.read', 'pos.sell']));
    expect(new Set(both).size).toBe(both.length);
    expect(permissionsOf([])).toEqual([]);
  });

  it('shows the totals to those who answer for them, and tills not to everyone', () => {
    expect(permissionsOf(['manager'])).toContain('pos.totals.read');
    expect(permissionsOf(['cashier'])).not.toContain('pos.totals.read');
    expect(permissionsOf(['support'])).not.toContain('pos.read');
  });

  it('gives customers nothing that opens a view of the organization', () => {
    expect(permissionsOf(['customer'])).toEqual(['chat.help', 'inventory.price-list', 'orders.own']);
  });

  it('lets administrators alone manage people', () => {
    expect(rolesHolding('identity.manage')).toEqual(['admin']);
  });

  it('knows which roles allow something', () => {
    expect(rolesHolding('alerts.read')).toEqual(['admin', 'manager', 'warehouse']);
    for (const role of roleNames) {
      for (const permission of permissionsOf([role])) expect(rolesHolding(permission)).toContain(role);
    }
  });
});
