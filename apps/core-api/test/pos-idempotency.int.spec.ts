import type { CartPayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PosApi, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

describe('a command sent again with its Idempotency-Key', () => {
  async function startCart() {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const { body } = await cashier.post<CartPayload>('/pos/carts', { posId: shop.posId });
    return { shop, cashier, lines: `/pos/carts/${body.cartId}/lines`, cart: `/pos/carts/${body.cartId}` };
  }
  const key = { 'idempotency-key': 'till-1-0001' };

  it('gets the same answer and has no further effect', async () => {
    const { shop, cashier, lines } = await startCart();
    const line = { productId: shop.coffee.productId, quantity: 2 };
    const first = await cashier.post<CartPayload>(lines, line, key);
    const ids = async () => (await shop.events()).map(({ id }) => id);
    const before = await ids();
    const again = await cashier.post<CartPayload>(lines, { quantity: 2, productId: line.productId }, key);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(await ids()).toEqual(before);
  });

  it('has one effect when both arrive at once', async () => {
    const { shop, cashier, lines, cart } = await startCart();
    const line = { productId: shop.coffee.productId, quantity: 1 };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => cashier.post<CartPayload>(lines, line, key)),
    );
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    const { body } = await cashier.get<CartPayload>(cart);
    expect(body.lines.map(({ quantity }) => quantity)).toEqual([1]);
  });

  it('is refused when it says something else', async () => {
    const { shop, cashier, lines, cart } = await startCart();
    await cashier.post(lines, { productId: shop.coffee.productId, quantity: 1 }, key);
    const other = await cashier.post(lines, { productId: shop.coffee.productId, quantity: 2 }, key);
    expect(other).toMatchObject({ status: 422, code: 'request.idempotency-key-reused' });
    const cancelled = await cashier.post(`${cart}/cancel`, undefined, key);
    expect(cancelled.code).toBe('request.idempotency-key-reused');
  });

  it('belongs to the one who sent it', async () => {
    const { shop, cashier, lines } = await startCart();
    const colleague = await shop.someone('cashier');
    const line = { productId: shop.coffee.productId, quantity: 1 };
    await cashier.post(lines, line, key);
    const answer = await colleague.post<CartPayload>(lines, line, key);
    expect(answer.body.lines.map(({ quantity }) => quantity)).toEqual([2]);
  });

  it('is carried out when it had been refused before', async () => {
    const { shop, cashier, lines, cart } = await startCart();
    const payment = { method: 'cash', amount: 2_000 };
    expect((await cashier.post(`${cart}/payments`, payment, key)).code).toBe('pos.nothing-due');
    await cashier.post(lines, { productId: shop.book.productId, quantity: 1 });
    expect((await cashier.post(`${cart}/payments`, payment, key)).status).toBe(201);
  });

  it('opens one cart, and confirms with one sale', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const open = () =>
      cashier.post<CartPayload>('/pos/carts', { posId: shop.posId }, { 'idempotency-key': 'o' });
    const { body: cart } = await open();
    expect((await open()).body).toEqual(cart);
    await cashier.post(`/pos/carts/${cart.cartId}/lines`, { productId: shop.book.productId, quantity: 1 });
    await cashier.post(`/pos/carts/${cart.cartId}/payments`, { method: 'cash', amount: 2_000 });
    const confirm = () =>
      cashier.post(`/pos/carts/${cart.cartId}/confirm`, undefined, { 'idempotency-key': 'c' });
    const [first, second] = await Promise.all([confirm(), confirm()]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body).toEqual(second.body);
  });

  it('must have a key that can be one', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const answer = await cashier.post('/pos/carts', { posId: shop.posId }, { 'idempotency-key': 'a b' });
    expect(answer).toMatchObject({ status: 400, code: 'request.idempotency-key-invalid' });
  });
});
