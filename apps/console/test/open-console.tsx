import { cleanup, configure, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { onTestFinished, vi } from 'vitest';
import { App } from '../src/app.js';
import type { SignedInUser } from '../src/session/signed-in-user.js';
import { CoreApiDouble } from './core-api-double.js';
import { RealtimeDouble } from './realtime-double.js';
import { counters, mug, signedIn, tea } from './shop.js';

// Pages are loaded when they are first opened, which takes a while on a busy machine.
configure({ asyncUtilTimeout: 20_000 });

let realtime = new RealtimeDouble();

vi.mock('@business-control/realtime-client', () => ({ createRealtimeClient: () => realtime.client }));

interface ConsoleOptions {
  readonly path?: string;
  /** `null` for nobody. */
  readonly user?: SignedInUser | null;
  /** Answers beside those of a shop that stands ready. */
  readonly prepare?: (api: CoreApiDouble) => void;
}

/** Opens the page of a shop with two counters and two products, as somebody who is already signed in. */
export function openConsole({ path = '/till', user = signedIn, prepare }: ConsoleOptions = {}) {
  realtime = new RealtimeDouble();
  const signIn = { accessToken: 'access', refreshToken: 'refresh', expiresIn: 900, user: user ?? signedIn };
  const api = new CoreApiDouble()
    .on('GET /config.json', { realtimeUrl: null, demo: true })
    .on('POST /auth/login', { ...signIn, deviceToken: 'device' })
    .on('POST /auth/refresh', signIn)
    .on('POST /auth/logout', undefined)
    .on('GET /pos/workstations', { items: counters })
    .on('GET /pos/products?posId=pos-1', { items: [tea, mug] })
    .on('GET /pos/products?posId=pos-2', { items: [tea, mug] })
    .on('GET /pos/carts?posId=pos-1&status=open', { items: [] })
    .on('GET /pos/carts?posId=pos-2&status=open', { items: [] })
    .on('GET /pos/sales?limit=50', { items: [], next: null })
    .on('GET /pos/daily-totals', { date: '2026-01-05', currency: 'EUR', items: [] });
  prepare?.(api);

  // Fields that grow with their text measure it again when fonts arrive, which happy-dom knows nothing of.
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });
  localStorage.clear();
  sessionStorage.clear();
  if (user) {
    localStorage.setItem('business-control.session', JSON.stringify({ refreshToken: 'refresh', user }));
  }
  window.history.replaceState(null, '', path);
  render(<App />);
  onTestFinished(() => {
    cleanup();
    vi.unstubAllGlobals();
  });
  return { api, realtime, user: userEvent.setup() };
}
