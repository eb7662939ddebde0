// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { SignedInUser } from '../src/session/signed-in-user.js';
import { type CoreApiDouble, refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { signedIn } from './shop.js';

const admin: SignedInUser = {
  ...signedIn,
  roles: ['admin'],
  permissions: ['identity.read', 'identity.manage'],
};
const own = {
  userId: signedIn.userId,
  email: 'admin@acme.test',
  displayName: 'Administrator',
  roles: ['admin'],
  disabledAt: null,
};
const cashier = {
  userId: 'u-cashier',
  email: 'cashier@acme.test',
  displayName: 'Cashier',
  roles: ['cashier'],
  disabledAt: null,
};
const LIST = 'GET /identity/users?limit=50';
const list = (...items: unknown[]) => ({ items, next: null });

function openPeople(prepare: (api: CoreApiDouble) => CoreApiDouble = (api) => api, user = admin) {
  return openConsole({ path: '/people', user, prepare: (api) => prepare(api.on(LIST, list(own, cashier))) });
}

const rowOf = async (name: string) => within(await screen.findByRole('row', { name }));
const find = (role: string, name: string | RegExp) => screen.findByRole(role, { name });
const dialog = async () => within(await screen.findByRole('dialog'));

it('shows everybody with their roles, page by page', async () => {
  const { user } = openPeople((api) =>
    api
      .on(LIST, { items: [own], next: own.userId })
      .on(`${LIST}&before=${own.userId}`, list({ ...cashier, disabledAt: '2026-01-05T09:00:00.000Z' })),
  );
  (await rowOf('Administrator')).getByText('Administrator (you)');
  expect(screen.queryByRole('row', { name: 'Cashier' })).toBeNull();
  await user.click(await find('button', 'Show more'));
  const row = await rowOf('Cashier');
  row.getByText('Disabled');
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

it('adds somebody, who is in the list then', async () => {
  const { api, user } = openPeople((double) =>
    double.on(LIST, list(own), list(own, cashier)).on('POST /identity/users', cashier),
  );
  await user.click(await find('button', 'Add somebody'));
  const form = await dialog();
  await user.type(form.getByLabelText(/Name/), 'Cashier');
  await user.type(form.getByLabelText(/Email/), 'cashier@acme.test');
  await user.type(form.getByLabelText(/First password/), 'first secret');
  expect(form.getByRole('button', { name: 'Add' }).hasAttribute('disabled')).toBe(true);
  await user.click(form.getByRole('checkbox', { name: 'Cashier' }));
  await user.click(form.getByRole('button', { name: 'Add' }));

  await rowOf('Cashier');
  expect(api.commands()).toEqual([
    {
      route: 'POST /identity/users',
      body: {
        displayName: 'Cashier',
        email: 'cashier@acme.test',
        password: 'first secret',
        roles: ['cashier'],
      },
    },
  ]);
});

it('keeps what was typed when the address is taken', async () => {
  const { user } = openPeople((api) => api.on('POST /identity/users', refusal(409, 'identity.email-taken')));
  await user.click(await find('button', 'Add somebody'));
  const form = await dialog();
  await user.type(form.getByLabelText(/Name/), 'Other');
  await user.type(form.getByLabelText(/Email/), cashier.email);
  await user.type(form.getByLabelText(/First password/), 'first secret');
  await user.click(form.getByRole('checkbox', { name: 'Support' }));
  await user.click(form.getByRole('button', { name: 'Add' }));
  await screen.findByText('Somebody has this email address already.');
  expect(form.getByDisplayValue('Other')).toBeTruthy();
});

it('changes roles', async () => {
  const { api, user } = openPeople((double) =>
    double
      .on(LIST, list(own, cashier), list(own, { ...cashier, roles: ['cashier', 'warehouse'] }))
      .on(`PUT /identity/users/${cashier.userId}/roles`, cashier),
  );
  await user.click(await find('button', 'More about Cashier'));
  await user.click(await find('menuitem', 'Change roles'));
  const form = await dialog();
  await user.click(form.getByRole('checkbox', { name: 'Warehouse' }));
  await user.click(form.getByRole('button', { name: 'Change roles' }));
  await waitFor(async () => (await rowOf('Cashier')).getByText('Warehouse'));
  expect(api.commands()[0]?.body).toEqual({ roles: ['cashier', 'warehouse'] });
});

it('disables somebody after asking, and enables again', async () => {
  const disabled = { ...cashier, disabledAt: '2026-01-05T09:00:00.000Z' };
  const { api, user } = openPeople((double) =>
    double
      .on(LIST, list(own, cashier), list(own, disabled), list(own, cashier))
      .on(`POST /identity/users/${cashier.userId}/disable`, disabled)
      .on(`POST /identity/users/${cashier.userId}/enable`, cashier),
  );
  await user.click(await find('button', 'More about Cashier'));
  await user.click(await find('menuitem', 'Disable'));
  expect(api.commands()).toEqual([]);
  await user.click((await dialog()).getByRole('button', { name: 'Disable' }));
  await waitFor(async () => (await rowOf('Cashier')).getByText('Disabled'));

  await user.click(await find('button', 'More about Cashier'));
  await user.click(await find('menuitem', 'Enable'));
  await waitFor(async () => expect((await rowOf('Cashier')).queryByText('Disabled')).toBeNull());
  expect(api.commands().map(({ route }) => route.split('/').at(-1))).toEqual(['disable', 'enable']);
});

it('resets the password of others, not the own one', async () => {
  const { api, user } = openPeople((double) =>
    double.on(`POST /identity/users/${cashier.userId}/password`, undefined),
  );
  await user.click(await find('button', 'More about Administrator'));
  await find('menuitem', 'Change roles');
  expect(screen.queryByRole('menuitem', { name: 'Reset password' })).toBeNull();
  expect(screen.queryByRole('menuitem', { name: 'Disable' })).toBeNull();
  await user.keyboard('{Escape}');

  await user.click(await find('button', 'More about Cashier'));
  await user.click(await find('menuitem', 'Reset password'));
  const form = await dialog();
  await user.type(form.getByLabelText(/New password/, { selector: 'input' }), 'second secret');
  await user.click(form.getByRole('button', { name: 'Reset password' }));
  await screen.findByText('Cashier signs in with the new password from now on.');
  expect(api.commands()[0]?.body).toEqual({ password: 'second secret' });
});

it('only shows them to those who may not manage', async () => {
  openPeople((api) => api, { ...admin, permissions: ['identity.read'] });
  await rowOf('Cashier');
  expect(screen.queryByRole('button', { name: 'Add somebody' })).toBeNull();
  expect(screen.queryByRole('button', { name: /More about/ })).toBeNull();
});

it('is closed to everybody else', async () => {
  openPeople((api) => api, signedIn);
  await screen.findByText('Not for your role');
});

it('says what could not be loaded, and tries again', async () => {
  const { user } = openPeople((api) => api.on(LIST, refusal(400, 'request.invalid'), list(own)));
  await screen.findByText('Could not load the people');
  await user.click(await find('button', 'Try again'));
  await rowOf('Administrator');
});
