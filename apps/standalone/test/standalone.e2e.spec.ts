import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually, freePort } from '@business-control/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { get, listen, login, openCart, type ReceivedEvent, seqOf } from './shop-client.js';
import { type Shop, startRefused, startShop } from './start-standalone.js';

const epochOf = ({ meta }: ReceivedEvent) => meta.cursor?.split('.')[0];

describe('npm start', () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await startShop();
  });

  afterEach(() => shop.dispose());

  it('prints the address of the page and the demo logins', async () => {
    expect(shop.output()).toContain(`ready: ${shop.pageUrl}`);
    expect(shop.output()).toContain('cashier@acme.test');
    expect(await (await fetch(shop.pageUrl)).text()).toContain('<div id="root">');
  });

  it('keeps its data, and who is signed in, over Ctrl-C and another start', async () => {
    const token = await login(shop.pageUrl, { organization: 'acme', email: 'cashier@acme.test' });
    const { cartId } = await openCart(shop.pageUrl, token);

    expect(await shop.interrupt()).toBe(0);
    await shop.restart();

    expect(await get(shop.pageUrl, token, `/pos/carts/${cartId}`)).toMatchObject({ cartId });
  });

  it('numbers events on where it stopped, so that a screen notices nothing', async () => {
    const token = await login(shop.pageUrl, { organization: 'acme', email: 'cashier@acme.test' });
    const screen = await listen(shop.realtimeUrl, token);
    await openCart(shop.pageUrl, token);
    await eventually(() => expect(screen.received).toHaveLength(1));

    await shop.interrupt();
    await shop.restart();
    await eventually(() => expect(screen.socket.connected).toBe(true));
    await openCart(shop.pageUrl, token);

    await eventually(() => expect(screen.received).toHaveLength(2));
    const [before, after] = screen.received;
    if (!before || !after) throw new Error('both events were received');
    expect(epochOf(after)).toBe(epochOf(before));
    expect(seqOf(after)).toBeGreaterThan(seqOf(before));
    screen.socket.close();
  });

  it('refuses a second instance on the same folder in one line that names DATA_DIR', async () => {
    const ports = { CORE_API_PORT: String(await freePort()), WEBSOCKET_PORT: String(await freePort()) };

    expect(await startRefused({ ...shop.env, ...ports })).toMatch(
      /\nDATA_DIR .* is in use .*set DATA_DIR.*\n$/,
    );
  });

  it('refuses a taken port in one line that names its setting', async () => {
    const elsewhere = { DATA_DIR: join(shop.env.DATA_DIR ?? '', 'second') };
    const free = String(await freePort());

    expect(await startRefused({ ...shop.env, ...elsewhere, WEBSOCKET_PORT: free })).toMatch(
      /\nport .* taken; set CORE_API_PORT .*\n$/,
    );
    expect(await startRefused({ ...shop.env, ...elsewhere, CORE_API_PORT: free })).toMatch(
      /\nport .* taken; set WEBSOCKET_PORT .*\n$/,
    );
  });

  it('refuses a data folder it cannot use in one line that names DATA_DIR', async () => {
    const file = join(shop.env.DATA_DIR ?? '', 'a-file');
    await writeFile(file, '');

    expect(await startRefused({ ...shop.env, DATA_DIR: join(file, 'data') })).toMatch(
      /\nDATA_DIR .* cannot be used .*set DATA_DIR.*\n$/,
    );
  });
});
