import type { Page } from '@business-control/testing';
import { expect, it } from 'vitest';
import { screenshots, type Windows } from './windows.js';

export function oneCart(windows: () => Windows): void {
  it('show the same cart from the first product to the receipt, and nothing to another organization', async () => {
    const till = await windows().openAs('cashier', 'acme');
    const office = await windows().openAs('manager', 'acme');
    const stranger = await windows().openAs('manager', 'globex');
    await feedOf(stranger);

    await till.getByRole('button', { name: 'Add Flat white' }).click();
    await till.getByRole('button', { name: 'Add Butter croissant' }).click();
    await lineOf(till, 'Butter croissant').waitFor();
    await lineOf(office, 'Flat white').waitFor();
    await lineOf(office, 'Butter croissant').waitFor();

    await office.getByRole('button', { name: 'One Flat white more' }).click();
    await lineOf(till, 'Flat white').getByLabel('Quantity', { exact: true }).getByText('2').waitFor();
    await sideBySide([till, office], 'two-windows.png');

    await till.getByRole('button', { name: /^Pay/ }).click();
    await till.getByText('Card', { exact: true }).click();
    await till.getByRole('button', { name: 'Charge card' }).click();
    await till.getByRole('dialog').getByRole('button', { name: 'Confirm sale' }).click();
    await till.getByRole('heading', { name: 'Sale complete' }).waitFor();
    await office.getByRole('heading', { name: 'Sale complete' }).waitFor();
    await office.getByText('by Cashier on another screen').waitFor();

    await stranger.getByRole('link', { name: 'Till' }).click();
    await stranger.getByRole('button', { name: 'Add Digging spade' }).click();
    await feedOf(stranger);
    await stranger.getByRole('log').getByText('pos:cart:updated').first().waitFor();
    expect(await stranger.getByRole('log').textContent()).not.toContain('pos:sale:completed');
    expect(await stranger.getByRole('log').textContent()).not.toContain('Flat white');

    await feedOf(office);
    await office.getByRole('log').getByText('pos:sale:completed').first().waitFor();
    await office.screenshot({ path: `${screenshots}live-feed.png` });
  });

  /** One picture of several windows, as a person with two screens sees them. */
  const sideBySide = async (pages: readonly Page[], file: string): Promise<void> => {
    const shots = await Promise.all(pages.map((page) => page.screenshot()));
    const images = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString('base64')}">`);
    const canvas = await windows().browser.newPage({ viewport: { width: 2400, height: 860 } });
    await canvas.setContent(
      `<body style="margin:0;display:flex;gap:40px;background:#868e96">${images.join('')}</body>`,
    );
    await canvas.screenshot({ path: `${screenshots}${file}` });
    await canvas.close();
  };
}

async function feedOf(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Live feed' }).click();
  await page.getByRole('heading', { name: 'Live feed' }).waitFor();
}

function lineOf(page: Page, product: string) {
  return page.getByRole('list', { name: 'Cart lines' }).getByRole('listitem', { name: product });
}
