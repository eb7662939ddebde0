// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { noAnswer, refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';

const find = (role: string, name: string | RegExp) => screen.findByRole(role, { name });

it('signs in and lands on the page that was asked for', async () => {
  const { api, user } = openConsole({ user: null, path: '/sales' });

  await user.type(await screen.findByLabelText(/Organization/), 'acme');
  await user.type(screen.getByLabelText(/Email/), 'signedIn@acme.test');
  await user.type(screen.getByLabelText(/Password/), 'secret');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));

  await find('heading', 'Sales');
  expect(api.requests.find(({ route }) => route === 'POST /auth/login')?.body).toEqual({
    organization: 'acme',
    email: 'signedIn@acme.test',
    password: 'secret',
    deviceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    deviceToken: null,
  });
});

it('says in words what is wrong, and lets the user try again', async () => {
  const { user } = openConsole({
    user: null,
    prepare: (api) =>
      api.on(
        'POST /auth/login',
        refusal(401, 'auth.credentials-invalid'),
        refusal(429, 'auth.too-many-attempts'),
        Response.json(
          { error: { code: 'auth.too-many-attempts', message: 'refused', facts: { retryAfterMs: 290_000 } } },
          { status: 429 },
        ),
      ),
  });

  await user.click(await find('button', 'Sign in as cashier of acme'));
  expect((await screen.findByRole('alert')).textContent).toBe('Organization, email or password is wrong.');
  await user.click(await find('button', 'Sign in as cashier of acme'));
  await screen.findByText('Too many attempts. Please wait a moment.');
  await user.click(await find('button', 'Sign in as cashier of acme'));
  await screen.findByText('Too many attempts. Please try again in 5 minutes.');
});

it('shows with the next sign-in that somebody was here before, whoever it is', async () => {
  const { api, user } = openConsole({ user: null });
  await user.click(await find('button', 'Sign in as cashier of acme'));
  await user.click(await find('button', 'Signed in as Shop Manager'));
  await user.click(await find('menuitem', 'Sign out'));
  await user.click(await find('button', 'Sign in as manager of acme'));
  await find('region', 'Products');
  const sent = api.requests.filter(({ route }) => route === 'POST /auth/login');
  expect(sent.map(({ body }) => body)).toMatchObject([{ deviceToken: null }, { deviceToken: 'device' }]);
});

it('offers one-click logins where the demo data is, and nowhere else', async () => {
  openConsole({ user: null, prepare: (api) => api.on('GET /config.json', { realtimeUrl: null }) });
  await find('button', 'Sign in');
  expect(screen.queryByRole('button', { name: /Sign in as/ })).toBeNull();
});

it('shows the way of visitors, who need no account', async () => {
  const { user } = openConsole({ user: null });
  await user.click(await find('link', 'Visit acme without an account'));
  await find('form', 'Ask for help');
  expect(window.location.pathname).toBe('/help/acme');
});

it('forgets the session with the window when the user does not stay signed in', async () => {
  const { user } = openConsole({ user: null });
  await user.click(await find('checkbox', 'Stay signed in on this device'));
  await user.click(await find('button', 'Sign in as manager of globex'));
  await find('region', 'Products');
  expect([localStorage.getItem('business-control.session'), sessionStorage.length]).toEqual([null, 1]);
});

it('says when the server is down, and comes up once it answers', async () => {
  const { user } = openConsole({
    user: null,
    prepare: (api) => api.on('GET /config.json', noAnswer, { realtimeUrl: null, demo: false }),
  });
  await screen.findByText('Could not load the console');
  await user.click(await find('button', 'Try again'));
  await find('button', 'Sign in');
});

it('signs out', async () => {
  const { api, realtime, user } = openConsole();
  await find('region', 'Products');
  await user.click(await find('button', 'Signed in as Shop Manager'));
  await user.click(await find('menuitem', 'Sign out'));

  await find('form', 'Sign in');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(api.requests.map(({ route }) => route)).toContain('POST /auth/logout');
  expect(realtime.close).toHaveBeenCalled();
  // The page that was open may be none of those of whoever signs in next.
  await waitFor(() => expect(window.location.pathname).toBe('/'));
});

it('asks to sign in again when the server ended the session', async () => {
  openConsole({ prepare: (api) => api.on('POST /auth/refresh', refusal(401, 'auth.session-ended')) });
  await find('form', 'Sign in');
});

it('follows another window of the browser that signs out', async () => {
  openConsole();
  await find('region', 'Products');

  localStorage.removeItem('business-control.session');
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'business-control.session' })));

  await find('form', 'Sign in');
});
