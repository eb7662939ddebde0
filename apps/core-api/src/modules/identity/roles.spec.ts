import { describe, expect, it } from 'vitest';
import { permissionsOf, roleNames } from './roles.js';

describe('permissionsOf', () => {
  it('adds up what the roles allow, without repetition', () => {
    expect(permissionsOf(['warehouse', 'cashier'])).toEqual(['pos.read', 'pos.sell']);
    expect(permissionsOf([])).toEqual([]);
  });

  it('shows the totals to those who answer for them, and tills not to everyone', () => {
    expect(permissionsOf(['manager'])).toContain('pos.totals.read');
    expect(permissionsOf(['cashier'])).not.toContain('pos.totals.read');
    expect(permissionsOf(['support'])).toEqual([]);
  });

  it('lets administrators alone manage people', () => {
    const managing = roleNames.filter((role) => permissionsOf([role]).includes('identity.manage'));
    expect(managing).toEqual(['admin']);
  });
});
