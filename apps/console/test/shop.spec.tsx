// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { type CoreApiDouble, refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { signedIn } from './shop.js';

const manager = {
  ...signedIn,
  permissions: [...signedIn.permissions, 'branches.read', 'branches.manage', 'pos.manage'] as const,
};
const admin = {
  ...manager,
  permissions: [...manager.permissions, 'identity.manage', 'alerts.read'] as const,
};

const set = (api: CoreApiDouble) =>
  api
    .on('GET /branches', { items: [{ branchId: 'north', name: 'North' }] })
    .on('GET /inventory/warehouses', {
      items: [
        { warehouseId: 'w-shop', name: 'Shop floor' },
        { warehouseId: 'w-back', name: 'Back room' },
      ],
    })
    .on('GET /alerts/settings', { cashLimit: null, expiryWarningDays: 3 });

const open = (user: typeof manager | typeof admin = manager, prepare = set) =>
  openConsole({ path: '/shop', user, prepare });
const section = async (name: string) => within(await screen.findByRole('region', { name }));

it('adds a branch, and shows it as it comes', async () => {
  const { api, realtime, user } = open();
  const branches = await section('Branches');
  await branches.findByRole('listitem', { name: 'North' });
  api.on('POST /branches', { branchId: 'port', name: 'Port' });
  const name = branches.getByRole('textbox', { name: 'New branch' });
  await user.type(name, ' Port {Enter}');
  realtime.arrive('branch:updated', { branchId: 'port', name: 'Port' });
  await branches.findByRole('listitem', { name: 'Port' });
  expect(api.commands()).toEqual([{ route: 'POST /branches', body: { name: 'Port' } }]);
  await waitFor(() => expect(name).toHaveProperty('value', ''));
  expect(screen.queryByRole('form', { name: 'Alerts' })).toBeNull();
});

it('renames a branch where it stands, and keeps what was typed when it is refused', async () => {
  const { api, user } = open(manager, (double) =>
    set(double).on('PATCH /branches/north', refusal(409, 'branches.branch-name-taken'), {
      branchId: 'north',
      name: 'Upper town',
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Rename North' }));
  const name = await screen.findByRole('textbox', { name: 'Rename North' });
  expect(document.activeElement).toBe(name);
  await user.clear(name);
  await user.type(name, 'Upper town{Enter}');
  await screen.findByText('Another branch has this name.');
  expect(name).toHaveProperty('value', 'Upper town');
  api.on('GET /branches', { items: [{ branchId: 'north', name: 'Upper town' }] });
  await user.type(name, '{Enter}');
  const pencil = await screen.findByRole('button', { name: 'Rename Upper town' });
  await waitFor(() => expect(document.activeElement).toBe(pencil));
});

it('adds a till that sells from a warehouse, and renames one', async () => {
  const { api, user } = open();
  const tills = await section('Tills');
  await tills.findAllByText('Sells from Shop floor');
  const [first, second] = (await tills.findAllByRole('listitem')).map((row) =>
    row.getAttribute('aria-label'),
  );
  expect([first, second]).toEqual(['Counter 1', 'Counter 2']);
  const terrace = { posId: 'pos-3', name: 'Terrace', warehouseId: 'w-back' };
  api.on('POST /pos/workstations', terrace).on('GET /pos/workstations', { items: [terrace] });
  await user.click(tills.getByRole('combobox', { name: 'Sells from' }));
  await user.click(await screen.findByRole('option', { name: 'Back room' }));
  await user.type(tills.getByRole('textbox', { name: 'New till' }), 'Terrace{Enter}');
  await within(await tills.findByRole('listitem', { name: 'Terrace' })).findByText('Sells from Back room');

  api.on('PATCH /pos/workstations/pos-3', { ...terrace, name: 'Garden' });
  await user.click(tills.getByRole('button', { name: 'Rename Terrace' }));
  await user.type(await screen.findByRole('textbox', { name: 'Rename Terrace' }), ' 2{Enter}');
  await waitFor(() =>
    expect(api.commands()).toEqual([
      { route: 'POST /pos/workstations', body: { name: 'Terrace', warehouseId: 'w-back' } },
      { route: 'PATCH /pos/workstations/pos-3', body: { name: 'Terrace 2' } },
    ]),
  );
});

it('shows a till that another window sets up or renames', async () => {
  const { realtime } = open();
  const tills = await section('Tills');
  await tills.findByRole('listitem', { name: 'Counter 1' });
  const terrace = { posId: 'pos-3', name: 'Terrace', warehouseId: 'w-back' };
  realtime.arrive('pos:workstation:updated', terrace);
  await within(await tills.findByRole('listitem', { name: 'Terrace' })).findByText('Sells from Back room');
  realtime.arrive('pos:workstation:updated', { ...terrace, name: 'Garden' });
  await tills.findByRole('listitem', { name: 'Garden' });
  expect(tills.queryByRole('listitem', { name: 'Terrace' })).toBeNull();
});

it('lets administrators say from where on people are alerted', async () => {
  const { api, user } = open(admin);
  const form = within(await screen.findByRole('form', { name: 'Alerts' }));
  const save = form.getByRole('button', { name: 'Save' });
  expect(save.hasAttribute('disabled')).toBe(true);
  await user.type(form.getByLabelText('Cash limit of a till in EUR'), '1500');
  const saved = { cashLimit: 150_000, expiryWarningDays: 3 };
  api.on('PUT /alerts/settings', saved).on('GET /alerts/settings', saved);
  await user.click(save);
  await waitFor(() => expect(api.commands()).toEqual([{ route: 'PUT /alerts/settings', body: saved }]));
});

it('is closed to those who set up nothing', async () => {
  openConsole({ path: '/shop' });
  await screen.findByText('Not for your role');
  expect(screen.queryByRole('link', { name: 'Shop' })).toBeNull();
});
