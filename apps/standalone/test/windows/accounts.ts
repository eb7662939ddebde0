import { eventually, type Page } from '@business-control/testing';
import { expect, it } from 'vitest';
import type { Windows } from './windows.js';

export function accounts(windows: () => Windows): void {
  it('let an administrator add somebody, who signs in, changes the password, and is signed out when disabled', async () => {
    const office = await windows().openAs('admin', 'acme', '/people');
    await office.getByRole('button', { name: 'Add somebody' }).click();
    const form = office.getByRole('form', { name: 'Add somebody' });
    await form.getByLabel('Name').fill('Second cashier');
    await form.getByLabel('Email').fill('second@acme.test');
    await form.getByLabel('First password').fill('the first password');
    await form.getByRole('checkbox', { name: 'Cashier' }).check();
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await office.getByRole('row', { name: 'Second cashier' }).waitFor();

    const till = await windows().open('/account');
    await signIn(till, 'the first password');
    const password = till.getByRole('form', { name: 'Change password' });
    await password.getByLabel('Current password').fill('the first password');
    await password.getByRole('textbox', { name: 'New password', exact: true }).fill('the second password');
    await password.getByLabel('New password again').fill('the second password');
    await password.getByRole('button', { name: 'Change password' }).click();
    await eventually(async () => expect(await password.getByLabel('Current password').inputValue()).toBe(''));

    await office.getByRole('button', { name: 'More about Second cashier' }).click();
    await office.getByRole('menuitem', { name: 'Disable' }).click();
    await office.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await office.getByRole('row', { name: 'Second cashier' }).getByText('Disabled').waitFor();
    await till.getByText('Your session has ended. Please sign in again.').waitFor();

    await office.getByRole('button', { name: 'More about Second cashier' }).click();
    await office.getByRole('menuitem', { name: 'Enable' }).click();
    await office
      .getByRole('row', { name: 'Second cashier' })
      .getByText('Disabled')
      .waitFor({ state: 'detached' });
    await signIn(till, 'the second password');
  });
}

async function signIn(page: Page, password: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Sign in' });
  await form.getByLabel('Organization').fill('acme');
  await form.getByLabel('Email').fill('second@acme.test');
  await form.getByRole('textbox', { name: 'Password' }).fill(password);
  await form.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Connection: Live').waitFor();
}
