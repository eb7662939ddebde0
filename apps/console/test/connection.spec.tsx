// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openConsole } from './open-console.js';
import { cartOf, lineOf, tea } from './shop.js';

it('shows a lost connection with its reason, and tries again at once when asked', async () => {
  const { realtime, user } = openConsole();
  await screen.findByRole('button', { name: 'Connection: Live' });

  realtime.become({ state: 'reconnecting', error: 'client.unreachable', attempts: 3 });
  await user.click(await screen.findByRole('button', { name: 'Connection: Reconnecting…' }));
  await screen.findByText('client.unreachable');
  await user.click(screen.getByRole('button', { name: 'Try now' }));
  expect(realtime.retryNow).toHaveBeenCalledOnce();

  realtime.become({ state: 'closed', error: 'auth.token-signature' });
  await screen.findByRole('button', { name: 'Connection: Offline' });
  expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
});

it.each(['auth.session-revoked', 'auth.user-disabled'])(
  'signs out when the gateway says %s',
  async (error) => {
    const { realtime } = openConsole();
    await screen.findByRole('button', { name: 'Connection: Live' });

    realtime.become({ state: 'closed', error });

    await screen.findByRole('button', { name: 'Sign in' });
    expect(screen.getByRole('alert').textContent).toBe('Your session has ended. Please sign in again.');
    expect(localStorage.getItem('business-control.session')).toBeNull();
  },
);

it('fetches again what is shown when events may have been missed', async () => {
  const { api, realtime } = openConsole();
  await screen.findByText('The cart is empty');

  api.on('GET /pos/carts?posId=pos-1&status=open', { items: [cartOf({ lines: [lineOf(tea, 1)] })] });
  realtime.resync();

  await screen.findByRole('button', { name: 'One Green tea more' });
});

it('fetches again what it showed before its first connection was there', async () => {
  const { api, realtime } = openConsole();
  realtime.become({ state: 'connecting', error: 'client.unreachable', attempts: 3 });
  await screen.findByText('The cart is empty');

  api.on('GET /pos/carts?posId=pos-1&status=open', { items: [cartOf({ lines: [lineOf(tea, 1)] })] });
  realtime.begin();

  await screen.findByRole('button', { name: 'One Green tea more' });
});

it('learns after a gap that the cart it shows was closed', async () => {
  const open = cartOf({ lines: [lineOf(tea, 1)] });
  const { api, realtime } = openConsole({
    prepare: (api) => api.on('GET /pos/carts?posId=pos-1&status=open', { items: [open] }),
  });
  await screen.findByRole('button', { name: 'One Green tea more' });

  api
    .on('GET /pos/carts?posId=pos-1&status=open', { items: [] })
    .on('GET /pos/carts/c-1', cartOf({ ...open, version: 5, status: 'confirmed' }));
  realtime.resync();

  await screen.findByText('Confirmed on another screen');
});

it('keeps the way to the other pages when one of them fails', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => void vi.restoreAllMocks());
  const { user } = openConsole({
    path: '/sales',
    prepare: (api) => api.on('GET /pos/sales?limit=50', { items: [null], next: null }),
  });
  await screen.findByText('Could not load the page');
  await user.click(screen.getByRole('link', { name: 'Till' }));
  await screen.findByText('The cart is empty');
});

it('changes between light and dark', async () => {
  const { user } = openConsole();
  await user.click(await screen.findByRole('button', { name: /^Use the dark colors/ }));
  await waitFor(() => expect(document.documentElement.dataset.mantineColorScheme).toBe('dark'));
});
