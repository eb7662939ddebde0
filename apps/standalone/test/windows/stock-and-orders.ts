import type { Page } from '@business-control/testing';
import { expect, it } from 'vitest';
import type { Windows } from './windows.js';

export function stockAndOrders(windows: () => Windows): void {
  const openAs = (role: string, organization = 'acme') => windows().openAs(role, organization);

  it('show goods to the manager and the till as the warehouse receives them, and to no other organization', async () => {
    const warehouse = await openAs('warehouse');
    const manager = await openAs('manager');
    const till = await openAs('cashier');
    const stranger = await openAs('manager', 'globex');
    await manager.getByRole('link', { name: 'Stock' }).click();
    await stranger.getByRole('link', { name: 'Live feed' }).click();
    // Six of them are left, and fewer than eight are short.
    await stockOf(manager, 'Hand grinder').getByText('Short').waitFor();
    await till.getByRole('button', { name: 'Add Hand grinder' }).getByText('6 left').waitFor();

    await warehouse.getByRole('tab', { name: 'Movements' }).click();
    await move(warehouse, { product: 'Hand grinder', quantity: 12, button: 'Keep as a draft' });
    const draft = warehouse.getByRole('listitem', { name: 'Hand grinder' });
    await draft.getByText('Draft').waitFor();
    expect(await stockOf(manager, 'Hand grinder').getByLabel('Available').textContent()).toBe('6');

    await draft.getByRole('button', { name: 'Apply' }).click();
    await draft.getByText('Applied').waitFor();
    await stockOf(manager, 'Hand grinder').getByLabel('Available').getByText('18').waitFor();
    await stockOf(manager, 'Hand grinder').getByText('Short').waitFor({ state: 'detached' });
    await till.getByRole('button', { name: 'Add Hand grinder' }).getByText('in stock').waitFor();

    await manager.getByRole('tab', { name: 'Movements' }).click();
    const received = manager.getByRole('listitem', { name: 'Hand grinder' });
    await received.getByRole('button', { name: 'Hand grinder' }).click();
    await received.getByRole('button', { name: 'Reverse the movement' }).click();
    await draft.getByText('Reversed').waitFor();
    await till.getByRole('button', { name: 'Add Hand grinder' }).getByText('6 left').waitFor();

    // A fence: what happens at home arrives, and before it nothing else did.
    await stranger.getByRole('link', { name: 'Stock' }).click();
    await stranger.getByRole('tab', { name: 'Movements' }).click();
    await move(stranger, { product: 'Desk lamp', quantity: 1, button: 'Apply' });
    await stranger.getByRole('link', { name: 'Live feed' }).click();
    const feed = stranger.getByRole('log');
    await feed.getByText('inventory:movement:created').first().waitFor();
    await feed.getByText('Desk lamp').first().waitFor();
    expect(await feed.textContent()).not.toContain('Hand grinder');
  });

  it('show what one counts to who counts beside', async () => {
    const one = await openAs('warehouse');
    const other = await openAs('manager');
    for (const page of [one, other]) {
      await page.getByRole('link', { name: 'Stock' }).click();
      await page.getByRole('tab', { name: 'Counts' }).click();
    }
    await one.getByLabel('Count Shop floor').fill('Mugs');
    await one.getByRole('button', { name: 'Start counting' }).click();
    await one.getByLabel('Counted Stoneware mug').fill('118');
    await one.getByLabel('Counted Stoneware mug').press('Enter');
    await stockOf(other, 'Stoneware mug').getByLabel('Difference').getByText('−2').waitFor();

    await one.getByRole('button', { name: 'Close the count' }).click();
    await other.getByRole('button', { name: 'Put the stock right' }).click();
    await one.getByRole('list', { name: 'Earlier counts' }).getByText('Applied').waitFor();
    await one.getByRole('tab', { name: 'Levels' }).click();
    await stockOf(one, 'Stoneware mug').getByLabel('Available').getByText('118').waitFor();
  });

  it('show an order to the manager as the customer places it, and to the customer how it goes on', async () => {
    const customer = await openAs('customer');
    const manager = await openAs('manager');
    await manager.getByRole('link', { name: 'Orders' }).click();
    await cards(manager, 'New').first().waitFor();
    const before = await cards(manager, 'New').count();

    await customer.getByRole('button', { name: 'Order Earl Grey 100 g' }).click();
    await customer.getByRole('button', { name: 'One Earl Grey 100 g more' }).click();
    await customer.getByRole('button', { name: 'Place the order' }).click();
    const own = customer.getByRole('list', { name: 'On their way' }).getByRole('listitem').first();
    await own.getByText('2 × Earl Grey 100 g').waitFor();
    await own.getByText('Waiting for the shop').waitFor();

    const card = (column: string) => cards(manager, column).filter({ hasText: '2 × Earl Grey 100 g' });
    await card('New').waitFor();
    expect(await cards(manager, 'New').count()).toBe(before + 1);
    await card('New').getByRole('button', { name: 'Confirm' }).click();
    await own.getByText('Confirmed').waitFor();

    await card('Confirmed')
      .getByRole('button', { name: /^Open order/ })
      .click();
    const order = manager.getByRole('dialog');
    await order.getByRole('button', { name: 'Report a payment' }).click();
    await order.getByRole('button', { name: 'Approved' }).click();
    await own.getByText('Paid').waitFor();
    await order.getByRole('button', { name: 'Start preparing' }).click();
    await own.getByText('Being prepared').waitFor();
    await order.getByRole('button', { name: 'Mark as ready' }).click();
    await own.getByText('Ready for you').waitFor();
    await order.getByRole('button', { name: 'Hand over' }).click();
    await customer
      .getByRole('list', { name: 'Earlier orders' })
      .getByRole('listitem')
      .filter({ hasText: '2 × Earl Grey 100 g' })
      .getByText('Delivered')
      .waitFor();
  });
}

/** The row of a product, on whatever page of the stock is open. */
function stockOf(page: Page, product: string) {
  return page.getByRole('row', { name: product });
}

function cards(page: Page, column: string) {
  return page.getByRole('region', { name: column, exact: true }).getByRole('listitem');
}

interface Move {
  readonly product: string;
  readonly quantity: number;
  readonly button: 'Apply' | 'Keep as a draft';
}

async function move(page: Page, { product, quantity, button }: Move): Promise<void> {
  await page.getByRole('button', { name: 'New movement' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Add a product' }).fill(product);
  await page.getByRole('option', { name: product }).click();
  await dialog.getByLabel('Quantity').fill(String(quantity));
  await dialog.getByRole('button', { name: button }).click();
  await dialog.waitFor({ state: 'detached' });
}
