import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLiveShop } from './live-shop.js';
import { get, listen, login, openCart, post } from './shop-client.js';

interface Entry {
  readonly type: string;
  readonly userId: string | null;
  readonly deviceId: string | null;
  readonly address: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

describe('the audit log', () => {
  let shop: Awaited<ReturnType<typeof startLiveShop>>;
  const opened: (() => void | Promise<void>)[] = [];
  beforeAll(async () => {
    shop = await startLiveShop({ EMISSIONS_SUMMARY_SECONDS: '1' }, (close) => {
      opened.push(close);
    });
  });
  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  });

  const loginAs = (email: string, device?: string) =>
    login(shop.url, { organization: 'acme', email }, device);

  it('tells an admin who signed in, who was connected from where, and how much was sent', async () => {
    const cashier = await loginAs('cashier@acme.test', 'till-1');
    const admin = await loginAs('admin@acme.test');
    const { userId } = await get<{ userId: string }>(shop.url, cashier, '/auth/me');
    const screen = await listen(shop.gateways[0], cashier);
    await openCart(shop.url, cashier);
    await eventually(() => expect(screen.names()).toContain('pos:cart:updated'));
    screen.socket.close();

    const entries = async (query: string) =>
      (await get<{ items: Entry[] }>(shop.url, admin, `/audit/entries?${query}`)).items;
    const address = expect.stringMatching(/^(::1|::ffff:127\.0\.0\.1|127\.0\.0\.1)$/);
    await eventually(async () =>
      expect(await entries(`userId=${userId}`)).toMatchObject([
        { type: 'connection.closed', deviceId: 'till-1', address, details: { transport: 'websocket' } },
        { type: 'connection.opened', deviceId: 'till-1', address, details: { transport: 'websocket' } },
        { type: 'sign-in.succeeded', deviceId: 'till-1', address },
      ]),
    );
    await eventually(async () => {
      const summaries = await entries('type=emissions.summarized');
      expect(summaries.filter(({ details }) => JSON.stringify(details).includes('pos:cart'))).toMatchObject([
        { userId: null, details: { events: { 'pos:cart:updated': 1 } } },
      ]);
    });
  });

  it('tells who took whose account away', async () => {
    const [admin, support] = [await loginAs('admin@acme.test'), await loginAs('support@acme.test')];
    const me = (token: string) => get<{ userId: string }>(shop.url, token, '/auth/me');
    const [by, whose] = [await me(admin), await me(support)];
    await post(shop.url, admin, `/identity/users/${whose.userId}/disable`);
    const disabled = `/audit/entries?type=user.disabled&userId=${whose.userId}`;
    await eventually(async () =>
      expect(await get(shop.url, admin, disabled)).toMatchObject({
        items: [{ details: { by: { userId: by.userId } } }],
      }),
    );
  });

  it('tells it to admins alone', async () => {
    const manager = await loginAs('manager@acme.test');
    await expect(get(shop.url, manager, '/audit/entries')).rejects.toThrow('auth.permission-missing');
  });
});
