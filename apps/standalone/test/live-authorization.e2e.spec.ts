import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import {
  listenOnAll,
  liveSessionsOf,
  type SignedIn,
  startLiveShop,
  type WatchedListener,
} from './live-shop.js';
import { post, put, ringUpASale, seqOf } from './shop-client.js';

const seqs = ({ received }: WatchedListener) => received.map(seqOf);
/** A cart is opened, and everybody on the fence has seen it. */
const fenced = async (open: () => Promise<{ cartId: string }>, fence: readonly WatchedListener[]) => {
  const { cartId } = await open();
  await eventually(() => {
    for (const { received } of fence) expect(received.at(-1)?.payload).toMatchObject({ cartId });
  });
};

/** As `post`, for commands that answer nothing. */
async function command(url: string, token: string, path: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(url + path, { method: 'POST', headers });
  expect(response.ok).toBe(true);
}

describe('who loses a right loses the events with it, on every gateway', () => {
  it('a user who is disabled gets no event that was recorded after', async () => {
    const { url, gateways, logIn, openCart } = await startLiveShop();
    const [admin, cashier] = [await logIn('admin'), await logIn('cashier')];
    const screens = await listenOnAll(gateways, cashier.accessToken);
    const fence = await listenOnAll(gateways, admin.accessToken);
    await fenced(() => openCart(cashier.accessToken), [...fence, ...screens]);
    // Carts keep coming while it happens.
    const busy = Promise.all(Array.from({ length: 20 }, () => openCart(admin.accessToken)));
    await command(url, admin.accessToken, `/identity/users/${cashier.user.userId}/disable`);
    const seenWhenDisabled = await busy.then(() => openCart(admin.accessToken));
    await fenced(() => openCart(admin.accessToken), fence);
    for (const screen of screens) {
      await eventually(() => expect(screen.socket.connected).toBe(false));
      expect(screen.closings).toMatchObject([{ code: 'auth.user-disabled', reconnect: false }]);
      expect(JSON.stringify(screen.received)).not.toContain(seenWhenDisabled.cartId);
      const all = seqs(fence[0] ?? screen);
      const own = seqs(screen);
      expect(own).toEqual(all.slice(all.indexOf(own[0] ?? 0), all.indexOf(own[0] ?? 0) + own.length));
    }
    // Everything the screens saw came before the fact, wherever each gateway was in the stream.
    const [one, other] = screens.map(seqs);
    expect(one).toEqual(other);
    const again = await fetch(`${url}/pos/carts`, {
      headers: { authorization: `Bearer ${cashier.accessToken}` },
    });
    expect(again.status).toBe(401);
    await expect(listenOnAll(gateways, cashier.accessToken)).rejects.toThrow();
  });

  it('a session that is revoked ends, and the other sessions of the user go on', async () => {
    const { url, gateways, logIn, openCart } = await startLiveShop();
    const admin = await logIn('admin');
    const lost = await logIn('cashier');
    const { userId } = lost.user;
    const [sessionId] = await liveSessionsOf(url, admin.accessToken, userId);
    const kept = await logIn('cashier');
    const lostScreens = await listenOnAll(gateways, lost.accessToken);
    const keptScreens = await listenOnAll(gateways, kept.accessToken);
    await fenced(() => openCart(admin.accessToken), [...lostScreens, ...keptScreens]);
    await command(url, admin.accessToken, `/identity/sessions/${sessionId}/revoke`);
    await fenced(() => openCart(admin.accessToken), keptScreens);
    for (const screen of lostScreens) {
      await eventually(() => expect(screen.closings).toMatchObject([{ code: 'auth.session-revoked' }]));
      expect(screen.received).toHaveLength(1);
    }
    for (const screen of keptScreens) expect(screen.closings).toEqual([]);
  });

  it('signing out ends the screens of that session', async () => {
    const { url, gateways, logIn } = await startLiveShop();
    const { accessToken } = await logIn('cashier');
    const screens = await listenOnAll(gateways, accessToken);
    await command(url, accessToken, '/auth/logout');
    for (const screen of screens) {
      await eventually(() => expect(screen.closings).toMatchObject([{ code: 'auth.session-revoked' }]));
    }
  });

  it('a role that is taken away takes its events along', async () => {
    const { url, gateways, logIn } = await startLiveShop();
    const [admin, manager] = [await logIn('admin'), await logIn('manager')];
    const screens = await listenOnAll(gateways, manager.accessToken);
    const fence = await listenOnAll(gateways, admin.accessToken);
    const totals = 'pos:daily-totals:updated';
    await ringUpASale(url, admin.accessToken);
    for (const screen of [...screens, ...fence]) {
      await eventually(() => expect(screen.names()).toContain(totals));
    }
    await put(url, admin.accessToken, `/identity/users/${manager.user.userId}/roles`, {
      roles: ['cashier'],
    });
    for (const screen of screens) {
      await eventually(() =>
        expect(screen.closings).toMatchObject([{ code: 'auth.permissions-changed', reconnect: true }]),
      );
    }
    await expect(listenOnAll(gateways, manager.accessToken)).rejects.toThrow();
    const { accessToken } = await post<SignedIn>(url, undefined, '/auth/refresh', {
      refreshToken: manager.refreshToken,
    });
    const demoted = await listenOnAll(gateways, accessToken);
    await ringUpASale(url, admin.accessToken);
    await eventually(() => {
      for (const { received } of fence) {
        expect(received.filter(({ name }) => name === totals)).toHaveLength(2);
      }
    });
    for (const screen of demoted) {
      await eventually(() => expect(screen.names()).toContain('pos:sale:completed'));
      expect(screen.names()).not.toContain(totals);
    }
  });
});

describe('a token that expires', () => {
  it('is refreshed in place by a stock client, which misses nothing; without that the connection ends', async () => {
    const { url, gateways, logIn, openCart } = await startLiveShop({ ACCESS_TOKEN_TTL_SECONDS: '4' });
    const [till, cashier] = [await logIn('manager'), await logIn('cashier')];
    const [kept] = await listenOnAll(gateways, cashier.accessToken);
    const [ended] = await listenOnAll(gateways, till.accessToken);
    if (!kept || !ended) throw new Error('nobody is connected');
    let { refreshToken } = cashier;
    let current = cashier.accessToken;
    let refreshed = 0;
    kept.socket.on('auth:expiring', async () => {
      const next = await post<SignedIn>(url, undefined, '/auth/refresh', { refreshToken });
      ({ refreshToken, accessToken: current } = next);
      const answer = await kept.socket.emitWithAck('auth:refresh', { token: current });
      if (answer.ok) refreshed += 1;
    });
    const opened: string[] = [];
    while (refreshed < 3 || ended.socket.connected) {
      opened.push((await openCart(current)).cartId);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await eventually(() => expect(kept.received).toHaveLength(opened.length));
    expect(kept.received.map(({ payload }) => payload)).toMatchObject(opened.map((cartId) => ({ cartId })));
    expect(kept.closings).toEqual([]);
    expect(ended.closings).toMatchObject([{ code: 'auth.token-expired', reconnect: true }]);
  }, 60_000);
});
