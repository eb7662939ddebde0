import { describe, expect, it } from 'vitest';
import { type Account, changeRoles, disableAccount, enableAccount } from './account.js';
import { permissionsOf } from './roles.js';

const ada: Account = { userId: 'ada', roles: ['admin', 'cashier'], disabled: false, otherAdmins: 1 };
const lastAdmin: Account = { ...ada, otherAdmins: 0 };

describe('disabling an account', () => {
  it('is told before the end of each session', () => {
    expect(disableAccount(ada, ['s1', 's2'])).toEqual([
      { name: 'identity:user:disabled', payload: { userId: 'ada' } },
      { name: 'identity:session:revoked', payload: { userId: 'ada', sessionId: 's1' } },
      { name: 'identity:session:revoked', payload: { userId: 'ada', sessionId: 's2' } },
    ]);
  });

  it('happens once', () => {
    expect(disableAccount({ ...ada, disabled: true }, [])).toEqual([]);
  });

  it('is refused for the last administrator, and for nobody else', () => {
    expect(() => disableAccount(lastAdmin, [])).toThrow('identity.last-admin');
    expect(disableAccount({ ...lastAdmin, roles: ['cashier'] }, [])).toHaveLength(1);
  });
});

describe('enabling an account', () => {
  it('is told when it was disabled', () => {
    expect(enableAccount({ ...ada, disabled: true })).toEqual([
      { name: 'identity:user:enabled', payload: { userId: 'ada' } },
    ]);
    expect(enableAccount(ada)).toEqual([]);
  });
});

describe('changing roles', () => {
  it('tells the roles and what they allow', () => {
    const { roles, events } = changeRoles(ada, ['cashier', 'cashier']);
    expect(roles).toEqual(['cashier']);
    expect(events).toEqual([
      {
        name: 'identity:role:changed',
        payload: { userId: 'ada', roles: ['cashier'], permissions: permissionsOf(['cashier']) },
      },
    ]);
  });

  it('to the same roles in another order changes nothing', () => {
    expect(changeRoles(ada, ['cashier', 'admin']).events).toEqual([]);
  });

  it('cannot take the last administrator away', () => {
    expect(() => changeRoles(lastAdmin, ['manager'])).toThrow('identity.last-admin');
    expect(changeRoles(lastAdmin, ['admin']).roles).toEqual(['admin']);
    expect(changeRoles({ ...lastAdmin, disabled: true }, ['manager']).roles).toEqual(['manager']);
  });
});
