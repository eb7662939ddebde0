// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { SignedInUser } from '../src/session/signed-in-user.js';
import type { CountSession } from '../src/stock/count-sessions.js';
import type { CoreApiDouble } from './core-api-double.js';
import { refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { signedIn } from './shop.js';
import { countSessionOf, keptProduct, levelOf, movementOf, warehouses } from './warehouse.js';

const keeper: SignedInUser = {
  ...signedIn,
  roles: ['warehouse'],
  permissions: ['inventory.read', 'inventory.manage', 'inventory.count'],
};
const list = (...items: unknown[]) => ({ items, next: null });
const LEVELS = 'GET /inventory/stock?warehouseId=w-shop&limit=200';
const MOVEMENTS = 'GET /inventory/movements?warehouseId=w-shop&limit=30';
const COUNTS = 'GET /inventory/count-sessions?warehouseId=w-shop&limit=20';
const tea = levelOf('tea', 12, {
  onHand: 14,
  reserved: 2,
  batches: [{ code: 'T-1', expiresOn: '2020-01-31', onHand: 14 }],
});

/** Opens a view of a warehouse with tea and, sold out, mugs. */
function openStock(view = '', prepare = (api: CoreApiDouble) => api, user = keeper) {
  return openConsole({
    path: `/stock${view && `?view=${view}`}`,
    user,
    prepare: (api) =>
      void prepare(
        api
          .on('GET /inventory/warehouses', { items: warehouses })
          .on('GET /inventory/products?limit=200', list(...['lamp', 'mug', 'tea'].map(keptProduct)))
          .on(LEVELS, list(tea, levelOf('mug', 0)))
          .on('GET /inventory/stock?warehouseId=w-back&limit=200', list(levelOf('lamp', 3)))
          .on(MOVEMENTS, list(movementOf('m-1')))
          .on(COUNTS, list()),
      ),
  });
}

const row = (name: string) => screen.findByRole('row', { name });
const available = async (name: string) => within(await row(name)).getByLabelText('Available').textContent;

it('shows what lies in a warehouse, and what is short of it', async () => {
  const { user } = openStock();
  expect(await available('Tea')).toBe('12');
  expect(within(await row('Mug')).getByText('Out')).toBeTruthy();
  expect(within(await row('Tea')).getAllByText('Expired', { exact: false })).not.toEqual([]);

  await user.click(screen.getByRole('button', { name: 'Details of Tea' }));
  await screen.findByText('T-1');
  await user.click(screen.getByRole('checkbox', { name: 'Below minimum (1)' }));
  await waitFor(() => expect(screen.queryByRole('row', { name: 'Tea' })).toBeNull());
  await row('Mug');
});

it('follows the stock of the warehouse, and never goes back', async () => {
  const { realtime } = openStock();
  await row('Tea');
  realtime.arrive('inventory:stock:updated', levelOf('tea', 3, { version: 3 }));
  realtime.arrive('inventory:stock:updated', levelOf('tea', 9, { version: 2 }));
  realtime.arrive('inventory:stock:updated', levelOf('mug', 9, { warehouseId: 'w-back', version: 7 }));
  await waitFor(async () => expect(await available('Tea')).toBe('3'));
  expect(within(await row('Tea')).getByText('Short')).toBeTruthy();
  expect(await available('Mug')).toBe('0');
});

it('shows the stock of another warehouse', async () => {
  const { user } = openStock();
  await row('Tea');
  await user.click(screen.getByRole('combobox', { name: 'Warehouse' }));
  await user.click(await screen.findByRole('option', { name: 'Back room' }));
  expect(await available('Lamp')).toBe('3');
  expect(screen.queryByRole('row', { name: 'Tea' })).toBeNull();
});

it('asks for every page of a large warehouse', async () => {
  openStock('', (api) =>
    api
      .on(LEVELS, { items: [tea], next: 'w-shop.p-tea' })
      .on(`${LEVELS}&before=w-shop.p-tea`, list(levelOf('vase', 1))),
  );
  await row('Vase');
  await row('Tea');
});

it('writes a receipt and applies it', async () => {
  const { api, user } = openStock('movements', (double) =>
    double.on('POST /inventory/movements', movementOf('m-2')),
  );
  await user.click(await screen.findByRole('button', { name: 'New movement' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByRole('button', { name: 'Apply' }).hasAttribute('disabled')).toBe(true);
  await user.type(within(dialog).getByRole('combobox', { name: 'Add a product' }), 'lamp');
  await user.click(await screen.findByRole('option', { name: /Lamp/ }));
  const quantity = await within(dialog).findByLabelText('Quantity');
  await user.clear(quantity);
  await user.type(quantity, '6');
  await user.type(within(dialog).getByLabelText('Batch'), 'L-9');
  await user.type(within(dialog).getByLabelText('Document'), 'DN-1');
  await user.click(within(dialog).getByRole('button', { name: 'Apply' }));

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(api.commands().map(({ route, body }) => [route, body])).toEqual([
    [
      'POST /inventory/movements',
      {
        kind: 'receipt',
        warehouseId: 'w-shop',
        toWarehouseId: null,
        lines: [{ productId: 'p-lamp', quantity: 6, batch: { code: 'L-9', expiresOn: null } }],
        reason: null,
        reference: { kind: 'document', id: 'DN-1' },
        apply: true,
      },
    ],
  ]);
});

it('shows movements as others make them, applies drafts and reverses', async () => {
  const lines = [{ ...keptProduct('mug'), quantity: 2, batch: null }];
  const draft = movementOf('m-3', { status: 'draft', lines });
  const applied = movementOf('m-3', { lines, version: 2 });
  const { api, realtime, user } = openStock('movements', (double) =>
    double
      .on('POST /inventory/movements/m-3/apply', () => {
        double.on(MOVEMENTS, list(applied, movementOf('m-1')));
        return applied;
      })
      .on('POST /inventory/movements/m-1/reverse', refusal(409, 'inventory.movement-not-applied')),
  );
  const movements = await screen.findByRole('list', { name: 'Movements' });
  realtime.arrive('inventory:movement:created', draft);
  const drafted = await within(movements).findByRole('listitem', { name: 'Mug' });
  expect(within(drafted).getByLabelText('Units').textContent).toBe('+2');

  await user.click(within(drafted).getByRole('button', { name: 'Apply' }));
  realtime.arrive('inventory:movement:updated', applied);
  await within(drafted).findByText('Applied');

  const received = within(movements).getByRole('listitem', { name: 'Tea' });
  await user.click(within(received).getByRole('button', { name: /Tea/ }));
  await user.click(await within(received).findByRole('button', { name: 'Reverse the movement' }));
  await screen.findByText('The movement was already reversed.');
  expect(api.commands().map(({ route }) => route)).toEqual([
    'POST /inventory/movements/m-3/apply',
    'POST /inventory/movements/m-1/reverse',
  ]);
});

const counted = (productId: string, expected: number, units: number): CountSession['counts'][number] => ({
  productId,
  sku: 'TEA-1',
  name: 'Tea',
  expected,
  counted: units,
  countedBy: { userId: 'u-other', displayName: 'Other Cashier' },
  countedAt: '2026-01-05T09:10:00.000Z',
});

it('starts a count, counts, and puts the stock right', async () => {
  const open = countSessionOf();
  const counting = countSessionOf({ status: 'counting', version: 2, counted: 1 });
  const closed = { ...counting, status: 'closed', version: 3 } as const;
  const counts = [counted('p-tea', 12, 11)];
  const SESSION = 'GET /inventory/count-sessions/k-1';
  const { api, user } = openStock('counts', (double) =>
    double
      .on(SESSION, { ...open, counts: [] })
      .on('POST /inventory/count-sessions', () => {
        double.on(COUNTS, list(open));
        return open;
      })
      .on('PUT /inventory/count-sessions/k-1/counts/p-tea', () => {
        double.on(SESSION, { ...counting, counts });
        return counting;
      })
      .on('POST /inventory/count-sessions/k-1/close', () => {
        double.on(SESSION, { ...closed, differences: counts, counts });
        return closed;
      })
      .on('POST /inventory/count-sessions/k-1/apply', () => {
        double.on(COUNTS, list({ ...closed, status: 'applied', version: 4 }));
        return { ...closed, status: 'applied', version: 4 };
      }),
  );
  await user.type(await screen.findByLabelText('Count Shop floor'), 'January count');
  await user.click(screen.getByRole('button', { name: 'Start counting' }));
  await user.type(await screen.findByLabelText('Counted Tea'), '11{Enter}');
  await waitFor(async () =>
    expect(within(await row('Tea')).getByLabelText('Difference').textContent).toBe('−1'),
  );
  await user.click(screen.getByRole('button', { name: 'Close the count' }));
  await user.click(await screen.findByRole('button', { name: 'Put the stock right' }));
  await within(await screen.findByRole('list', { name: 'Earlier counts' })).findByText('Applied');
  expect(api.commands().map(({ route, body }) => [route, body])).toEqual([
    ['POST /inventory/count-sessions', { warehouseId: 'w-shop', name: 'January count' }],
    ['PUT /inventory/count-sessions/k-1/counts/p-tea', { counted: 11, stockVersion: 1 }],
    ['POST /inventory/count-sessions/k-1/close', undefined],
    ['POST /inventory/count-sessions/k-1/apply', undefined],
  ]);
});

it('shows what others count', async () => {
  const counting = countSessionOf({ status: 'counting', version: 2, counted: 1 });
  const { api, realtime } = openStock('counts', (double) =>
    double
      .on(COUNTS, list(countSessionOf()))
      .on('GET /inventory/count-sessions/k-1', { ...countSessionOf(), counts: [] }),
  );
  await row('Tea');
  api.on('GET /inventory/count-sessions/k-1', { ...counting, counts: [counted('p-tea', 12, 12)] });
  realtime.arrive('inventory:count-session:updated', counting);
  await within(await row('Tea')).findByText('Other Cashier');
});

it('lets those who may only look do nothing', async () => {
  const reader = { ...keeper, permissions: ['inventory.read'] as const };
  const { user } = openStock('movements', (api) => api, reader);
  await screen.findByRole('list', { name: 'Movements' });
  expect(screen.queryByRole('button', { name: 'New movement' })).toBeNull();
  await user.click(screen.getByRole('tab', { name: 'Counts' }));
  await screen.findByText('Nothing was counted here yet');
});

it('says what could not be loaded, and tries again', async () => {
  const { user } = openStock('', (api) =>
    api.on('GET /inventory/warehouses', refusal(400, 'request.invalid'), { items: warehouses }),
  );
  await screen.findByText('Could not load the warehouses');
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await row('Tea');
});

it('is where a warehouse worker begins', async () => {
  openConsole({
    path: '/',
    user: { ...keeper, permissions: ['pos.read', 'inventory.read'] },
    prepare: (api) => api.on('GET /inventory/warehouses', { items: warehouses }).on(LEVELS, list(tea)),
  });
  await row('Tea');
});

it('is closed to roles without the stock', async () => {
  openConsole({ path: '/stock' });
  await screen.findByText('Not for your role');
});
