import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, listen, login, openCart, post } from './shop-client.js';
import { type Shop, startShop } from './start-standalone.js';

interface Entry {
  readonly type: string;
  readonly userId: string | null;
  readonly deviceId: string | null;
  readonly address: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

describe('the audit log', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop({ EMISSIONS_SUMMARY_SECONDS: '1' });
  });
  afterAll(() => shop?.dispose());

  const loginAs = (email: string, device?: string) =>
    login(shop.pageUrl, { organization: 'acme', email }, device);

  it('tells an admin who signed in, who was connected from where, and how much was sent', async () => {
    const cashier = await loginAs('cashier@acme.test', 'till-1');
    const admin = await loginAs('admin@acme.test');
    const { userId } = await get<{ userId: string }>(shop.pageUrl, cashier, '/auth/me');
    const screen = await listen(shop.realtimeUrl, cashier);
    await openCart(shop.pageUrl, cashier);
    await eventually(() => expect(screen.received).toHaveLength(1));
    screen.socket.close();

    const entries = async (query: string) =>
      (await get<{ items: Entry[] }>(shop.pageUrl, admin, `/audit/entries?${query}`)).items;
    const address = expect.stringMatching(/^(::1|::ffff:127\.0\.0\.1|127\.0\.0\.1)$/);
    await eventually(async () =>
      expect(await entries(`userId=${userId}`)).toMatchObject([
        { type: 'connection.closed', deviceId: 'till-1', address, details: { transport: 'websocket' } },
        { type: 'connection.opened', deviceId: 'till-1', address, details: { transport: 'websocket' } },
        { type: 'sign-in.succeeded', deviceId: 'till-1', address },
      ]),
    );
    await eventually(async () =>
      expect(await entries('type=emissions.summarized')).toMatchObject([
        { userId: null, details: { events: { 'pos:cart:updated': 1 } } },
      ]),
    );
  });

  it('tells who took whose account away', async () => {
    const [admin, support] = [await loginAs('admin@acme.test'), await loginAs('support@acme.test')];
    const me = (token: string) => get<{ userId: string }>(shop.pageUrl, token, '/auth/me');
    const [by, whose] = [await me(admin), await me(support)];
    await post(shop.pageUrl, admin, `/identity/users/${whose.userId}/disable`);
    const disabled = `/audit/entries?type=user.disabled&userId=${whose.userId}`;
    await eventually(async () =>
      expect(await get(shop.pageUrl, admin, disabled)).toMatchObject({
        items: [{ details: { by: { userId: by.userId } } }],
      }),
    );
  });

  it('tells it to admins alone', async () => {
    const manager = await loginAs('manager@acme.test');
    await expect(get(shop.pageUrl, manager, '/audit/entries')).rejects.toThrow('auth.permission-missing');
  });
});
