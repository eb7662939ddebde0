// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { type CoreApiDouble, refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { signedIn } from './shop.js';

const here = { sessionId: 's-1', deviceId: 'd-1', startedAt: '2026-01-05T09:00:00.000Z', current: true };
const there = { sessionId: 's-2', deviceId: 'd-2', startedAt: '2026-01-04T09:00:00.000Z', current: false };
const SESSIONS = 'GET /auth/sessions';

function openAccount(prepare: (api: CoreApiDouble) => CoreApiDouble = (api) => api, user = signedIn) {
  return openConsole({
    path: '/account',
    user,
    prepare: (api) => prepare(api.on(SESSIONS, { items: [here, there] })),
  });
}

const form = async () => within(await screen.findByRole('form', { name: 'Change password' }));
const devices = async () => {
  const section = within(await screen.findByRole('region', { name: 'Where you are signed in' }));
  return section.findAllByRole('listitem');
};

it('is reached from the menu of who is signed in', async () => {
  const { user } = openConsole({ prepare: (api) => api.on(SESSIONS, { items: [here] }) });
  await user.click(await screen.findByRole('button', { name: 'Signed in as Shop Manager' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Account' }));
  await screen.findByRole('heading', { name: 'Account' });
});

it('changes the password, and shows that other devices were signed out', async () => {
  const { api, user } = openAccount((double) =>
    double.on(SESSIONS, { items: [here, there] }, { items: [here] }).on('POST /identity/password', undefined),
  );
  expect(await devices()).toHaveLength(2);
  const fields = await form();
  const change = fields.getByRole('button', { name: 'Change password' });
  await user.type(fields.getByLabelText(/Current password/), 'first secret');
  await user.type(fields.getByLabelText(/New password(?! again)/), 'second secret');
  await user.type(fields.getByLabelText(/New password again/), 'second secre');
  fields.getByText('This is not the same');
  expect(change.hasAttribute('disabled')).toBe(true);
  await user.type(fields.getByLabelText(/New password again/), 't');
  await user.click(change);

  await screen.findByText('Every other device was signed out.');
  await waitFor(async () => expect(await devices()).toHaveLength(1));
  expect(fields.queryByDisplayValue('second secret')).toBeNull();
  expect(api.requests.find(({ route }) => route === 'POST /identity/password')?.body).toEqual({
    currentPassword: 'first secret',
    newPassword: 'second secret',
  });
});

it('says that the current password is wrong, and keeps what was typed', async () => {
  const { user } = openAccount((api) =>
    api.on('POST /identity/password', refusal(403, 'identity.password-wrong')),
  );
  const fields = await form();
  await user.type(fields.getByLabelText(/Current password/), 'a typo');
  await user.type(fields.getByLabelText(/New password(?! again)/), 'second secret');
  await user.type(fields.getByLabelText(/New password again/), 'second secret');
  await user.click(fields.getByRole('button', { name: 'Change password' }));
  await screen.findByText('The current password is wrong.');
  expect(fields.getByDisplayValue('a typo')).toBeTruthy();
});

it('signs another device out', async () => {
  const { api, user } = openAccount((double) =>
    double
      .on(SESSIONS, { items: [here, there] }, { items: [here] })
      .on('POST /auth/sessions/s-2/revoke', undefined),
  );
  const [own, other] = await devices();
  expect(within(own as HTMLElement).queryByRole('button')).toBeNull();
  await user.click(within(other as HTMLElement).getByRole('button', { name: 'Sign out' }));
  await waitFor(async () => expect(await devices()).toHaveLength(1));
  expect(api.requests.map(({ route }) => route)).toContain('POST /auth/sessions/s-2/revoke');
});

it('has no password to change for people of another identity provider', async () => {
  openAccount((api) => api, { ...signedIn, email: null });
  await screen.findByRole('heading', { name: 'Account' });
  expect(screen.queryByRole('form', { name: 'Change password' })).toBeNull();
});
