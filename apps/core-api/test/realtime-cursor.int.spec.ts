import { type CartPayload, parseCursor } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPosition } from '../src/platform/outbox/position.js';
import { type PosApi, startPosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

const cursorOf = ({ headers }: { headers: Headers }) => headers.get('x-realtime-cursor');
const seqOf = (answer: { headers: Headers }) => parseCursor(cursorOf(answer) ?? '')?.seq;
const positionOf = async (client: ApiClient) =>
  (await client.get<{ cursor: string }>('/realtime/position')).body.cursor;

describe('x-realtime-cursor', () => {
  it.each(['workstations', 'products', 'carts', 'sales', 'daily-totals'])(
    'names the last event that /pos/%s tells of',
    async (list) => {
      const shop = await api.openShop();
      const manager = await shop.someone('manager');
      expect(cursorOf(await manager.get(`/pos/${list}`))).toBeNull();
      await manager.post('/pos/carts', { posId: shop.posId });
      const [event] = await shop.events();
      expect(cursorOf(await manager.get(`/pos/${list}`))).toBe(`${event?.epoch}.${event?.seq}`);
    },
  );

  it('stands at the version of the cart it comes with, while the cart keeps changing', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const { cartId } = (await cashier.post<CartPayload>('/pos/carts', { posId: shop.posId })).body;
    const line = { productId: shop.coffee.productId, quantity: 1 };
    const reads: [seq: number | undefined, version: number][] = [];
    const placesRead = () => new Set(reads.map(([seq]) => seq)).size;
    let selling = true;
    const sell = async () => {
      while (placesRead() < 20) await cashier.post(`/pos/carts/${cartId}/lines`, line);
    };
    const sold = sell().finally(() => {
      selling = false;
    });
    while (selling) {
      const answer = await cashier.get<CartPayload>(`/pos/carts/${cartId}`);
      reads.push([seqOf(answer), answer.body.version]);
    }
    await sold;
    const events = await shop.events();
    for (const [seq, version] of reads) {
      const told = events.filter((event) => event.seq <= (seq ?? 0) && event.name === 'pos:cart:updated');
      expect(told.at(-1)?.payload).toMatchObject({ version });
    }
  });

  it('may be read by pages of other origins, and is documented', async () => {
    const { paths } = (await api.anyone().get<Documents>('/docs-json')).body;
    expect(paths['/pos/products']?.get.responses['200']?.headers).toHaveProperty('X-Realtime-Cursor');
    const { headers } = await api.anyone().get('/docs-json');
    expect(headers.get('access-control-expose-headers')).toContain('X-Realtime-Cursor');
  });
});

interface Documents {
  readonly paths: Record<string, { get: { responses: Record<string, { headers?: object }> } }>;
}

describe('GET /realtime/position', () => {
  it('answers where the organization of the caller stands, and no other', async () => {
    const [shop, other] = [await api.openShop(), await api.openShop()];
    const cashier = await shop.someone('cashier');
    await cashier.post('/pos/carts', { posId: shop.posId });
    const [event] = await shop.events();
    expect(await positionOf(cashier)).toBe(`${event?.epoch}.1`);
    expect(await positionOf(await other.someone('cashier'))).not.toContain(event?.epoch);
  });

  it('gives an organization without events the place before its first one', async () => {
    const shop = await api.openShop();
    const [first, second] = [await shop.someone('cashier'), await shop.someone('cashier', [])];
    const answers = await Promise.all([first, second, first, second].map(positionOf));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/\.0$/);
    await first.post('/pos/carts', { posId: shop.posId });
    const position = await api.database.transaction((tx) => readPosition(tx, shop.organizationId));
    expect(`${position?.epoch}.1`).toBe(answers[0]?.replace(/0$/, '1'));
    expect(await positionOf(first)).toBe(`${position?.epoch}.${position?.seq}`);
  });

  it('asks for a token', async () => {
    expect(await api.anyone().get('/realtime/position')).toMatchObject({ status: 401 });
  });
});
