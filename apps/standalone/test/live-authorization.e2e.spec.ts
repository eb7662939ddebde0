import type { CartPayload } from '@business-control/realtime-contracts';
import { eventually, fetchAlone } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  listenOnAll,
  liveSessionsOf,
  type SignedIn,
  startLiveShop,
  type WatchedListener,
} from './live-shop.js';
import { openCart, post, put, ringUpASale, seqOf } from './shop-client.js';

/** The carts a screen was shown; what the shop does by itself comes in between. */
const cartsOn = ({ received }: WatchedListener) => received.filter(({ name }) => name === 'pos:cart:updated');
const seqs = (screen: WatchedListener) => cartsOn(screen).map(seqOf);
const cartIds = (screen: WatchedListener) =>
  cartsOn(screen).map(({ payload }) => (payload as CartPayload).cartId);
/** A cart is opened, and everybody on the fence has seen it. */
const fenced = async (open: () => Promise<{ cartId: string }>, fence: readonly WatchedListener[]) => {
  const { cartId } = await open();
  await eventually(() => {
    for (const screen of fence) expect(cartIds(screen)).toContain(cartId);
  });
};

/** As `post`, for commands that answer nothing. */
async function command(url: string, token: string, path: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetchAlone(url + path, { method: 'POST', headers });
  expect(response.ok).toBe(true);
}

describe('who loses a right loses the events with it, on every gateway', () => {
  let shop: Awaited<ReturnType<typeof startLiveShop>>;
  let admin: SignedIn;
  const opened: (() => void | Promise<void>)[] = [];

  beforeAll(async () => {
    shop = await startLiveShop({}, (close) => {
      opened.push(close);
    });
    admin = await shop.logIn('admin');
  });
  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  });

  const openByAdmin = () => openCart(shop.url, admin.accessToken);

  it('a user who is disabled gets no event that was recorded after', async () => {
    const { url, gateways, logIn } = shop;
    const warehouse = await logIn('warehouse');
    const screens = await listenOnAll(gateways, warehouse.accessToken);
    const fence = await listenOnAll(gateways, admin.accessToken);
    await fenced(openByAdmin, [...fence, ...screens]);
    // Carts keep coming while it happens.
    const busy = Promise.all(Array.from({ length: 20 }, openByAdmin));
    await command(url, admin.accessToken, `/identity/users/${warehouse.user.userId}/disable`);
    const seenWhenDisabled = await busy.then(openByAdmin);
    await fenced(openByAdmin, fence);
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
    const again = await fetchAlone(`${url}/pos/carts`, {
      headers: { authorization: `Bearer ${warehouse.accessToken}` },
    });
    expect(again.status).toBe(401);
    await expect(listenOnAll(gateways, warehouse.accessToken)).rejects.toThrow();
  });

  it('a session that is revoked ends, and the other sessions of the user go on', async () => {
    const { url, gateways, logIn } = shop;
    const lost = await logIn('cashier');
    const { userId } = lost.user;
    const [sessionId] = await liveSessionsOf(url, admin.accessToken, userId);
    const kept = await logIn('cashier');
    const lostScreens = await listenOnAll(gateways, lost.accessToken);
    const keptScreens = await listenOnAll(gateways, kept.accessToken);
    await fenced(openByAdmin, [...lostScreens, ...keptScreens]);
    await command(url, admin.accessToken, `/identity/sessions/${sessionId}/revoke`);
    await fenced(openByAdmin, keptScreens);
    for (const screen of lostScreens) {
      await eventually(() => expect(screen.closings).toMatchObject([{ code: 'auth.session-revoked' }]));
      expect(cartsOn(screen)).toHaveLength(1);
    }
    for (const screen of keptScreens) expect(screen.closings).toEqual([]);
  });

  it('signing out ends the screens of that session', async () => {
    const { url, gateways, logIn } = shop;
    const { accessToken } = await logIn('cashier');
    const screens = await listenOnAll(gateways, accessToken);
    await command(url, accessToken, '/auth/logout');
    for (const screen of screens) {
      await eventually(() => expect(screen.closings).toMatchObject([{ code: 'auth.session-revoked' }]));
    }
  });

  it('a role that is taken away takes its events along', async () => {
    const { url, gateways, logIn } = shop;
    const manager = await logIn('manager');
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
    // Opened after the totals were told, so later in the stream.
    await fenced(openByAdmin, demoted);
    for (const screen of demoted) {
      expect(screen.names()).toContain('pos:sale:completed');
      expect(screen.names()).not.toContain(totals);
    }
  });
});

describe('a token that expires', () => {
  it('is refreshed in place by a stock client, which misses nothing; without that the connection ends', async () => {
    // A connection is told in the middle of the token's life, which leaves a client seconds to do something about it.
    const { url, gateways, logIn, openCart } = await startLiveShop({ ACCESS_TOKEN_TTL_SECONDS: '12' });
    const [till, cashier] = [await logIn('manager'), await logIn('cashier')];
    const [[kept], [ended]] = await Promise.all([
      listenOnAll(gateways, cashier.accessToken),
      listenOnAll(gateways, till.accessToken),
    ]);
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
    const carts: string[] = [];
    while (refreshed < 2 || ended.socket.connected) {
      carts.push((await openCart(current)).cartId);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // It outlived its first token.
    await fenced(async () => {
      const cart = await openCart(current);
      carts.push(cart.cartId);
      return cart;
    }, [kept]);
    expect(cartIds(kept)).toEqual(carts);
    expect(kept.closings).toEqual([]);
    expect(ended.closings).toMatchObject([{ code: 'auth.token-expired', reconnect: true }]);
  });
});
