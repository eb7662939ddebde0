import type {
  CartPayload,
  OrderPayload,
  OrderStatusChangedPayload,
  SalePayload,
} from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrderingShop, openOrderingShop } from './ordering.js';
import { type PosApi, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

const reason = { reason: 'Changed their mind' };
const ROUNDS = 8;

async function salesOf({ manager }: OrderingShop): Promise<SalePayload[]> {
  return (await manager.get<{ items: SalePayload[] }>('/pos/sales?limit=200')).body.items;
}

describe('several people on one order', () => {
  it('confirm it once', async () => {
    const { shop, manager, place } = await openOrderingShop(api);
    const { orderId } = await place();
    const people = [manager, await shop.someone('manager'), await shop.someone('sales-agent')];
    const answers = await Promise.all(
      [...people, ...people].map((person) => person.post<OrderPayload>(`/orders/${orderId}/confirm`)),
    );
    expect(answers.map(({ status, code }) => code ?? status).sort()).toEqual([
      200,
      ...Array.from({ length: 5 }, () => 'orders.transition-refused'),
    ]);
    const changes = (await shop.events()).filter(({ name }) => name === 'order:status-changed');
    expect(changes).toHaveLength(1);
  });

  it('each decide on what the others have left', async () => {
    const { shop, manager, place, get } = await openOrderingShop(api);
    const { orderId } = await place();
    const colleague = await shop.someone('sales-agent');
    await Promise.all([
      manager.post(`/orders/${orderId}/confirm`),
      colleague.post(`/orders/${orderId}/cancel`, reason),
      manager.post(`/orders/${orderId}/prepare`),
      colleague.post(`/orders/${orderId}/ready`),
    ]);
    const changes = (await shop.events())
      .filter(({ name }) => name === 'order:status-changed')
      .map(({ payload }) => payload as OrderStatusChangedPayload);
    expect(changes.map(({ from }) => from)).toEqual(['pending', ...changes.slice(0, -1).map(({ to }) => to)]);
    expect(changes.map(({ order }) => order.version)).toEqual(changes.map((_, index) => index + 2));
    expect((await get(orderId)).status).toBe(changes.at(-1)?.to);
  });

  it('either pay it or cancel it: a cancelled order is never sold', async () => {
    const ordering = await openOrderingShop(api);
    const { manager, place, pay, get } = ordering;
    const orders = await Promise.all(Array.from({ length: ROUNDS }, () => place()));
    const outcomes = await Promise.all(
      orders.map(async ({ orderId }, index) => {
        const cancel = () => manager.post(`/orders/${orderId}/cancel`, reason);
        // Whoever is sent first usually wins, so each goes first half of the time.
        const race = index % 2 ? [pay(orderId), cancel()] : [cancel(), pay(orderId)].toReversed();
        const [payment, cancellation] = await Promise.all(race);
        return { orderId, payment, cancellation };
      }),
    );
    const sold = new Set((await salesOf(ordering)).map(({ orderId }) => orderId));
    for (const { orderId, payment, cancellation } of outcomes) {
      const { status, saleId } = await get(orderId);
      expect([payment?.status, cancellation?.status, cancellation?.code ?? payment?.code]).toEqual(
        status === 'confirmed' ? [201, 409, 'orders.already-paid'] : [409, 200, 'orders.transition-refused'],
      );
      expect([saleId !== null, sold.has(orderId)]).toEqual(Array(2).fill(status === 'confirmed'));
    }
  });

  it('pay it once', async () => {
    const ordering = await openOrderingShop(api);
    const { orderId } = await ordering.place();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => ordering.pay(orderId, { externalId: `pay_${index}` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(new Set(['orders.already-paid']));
    expect(await salesOf(ordering)).toHaveLength(1);
  });
});

describe('many orders at once', () => {
  it('are numbered without holes, although some are refused', async () => {
    const { shop, manager } = await openOrderingShop(api);
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        manager.post<OrderPayload>('/orders', {
          channel: 'phone',
          customer: { name: 'Caller' },
          lines: [{ productId: index % 4 ? shop.book.productId : shop.organizationId, quantity: 1 }],
        }),
      ),
    );
    const placed = answers.filter(({ status }) => status === 201).map(({ body }) => body.number);
    expect(placed.sort((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, index) => index + 1));
  });

  it('on one account never charge more than its limit', async () => {
    const ordering = await openOrderingShop(api);
    const { manager, place, pay } = ordering;
    const given = { name: 'Corner office', creditLimit: 5_000 };
    const { body: known } = await manager.post<{ customerId: string }>('/customers', given);
    const customer = { customerId: known.customerId, name: 'Corner office' };
    const orders = await Promise.all(Array.from({ length: 6 }, () => place({ customer })));
    const answers = await Promise.all(orders.map(({ orderId }) => pay(orderId, { method: 'on-account' })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(
      new Set(['customers.credit-exceeded']),
    );
    expect(await salesOf(ordering)).toHaveLength(2);
  });
});

describe('the last item', () => {
  it.each(['order', 'till', 'order', 'till'] as const)(
    'goes to the order or to the till, never to both: the %s asks first',
    async (first) => {
      const ordering = await openOrderingShop(api);
      const { shop, place, pay, get } = ordering;
      const { productId } = shop.book;
      const cashier = await shop.someone('cashier');
      await pay((await place({ lines: [{ productId, quantity: 99 }] })).orderId);

      const { orderId } = await place({ lines: [{ productId, quantity: 1 }] });
      const { body: cart } = await cashier.post<CartPayload>('/pos/carts', { posId: shop.posId });
      await cashier.post(`/pos/carts/${cart.cartId}/lines`, { productId, quantity: 1 });
      await cashier.post(`/pos/carts/${cart.cartId}/payments`, { method: 'card', amount: 2_000 });
      const order = () => pay(orderId);
      const till = () => cashier.post(`/pos/carts/${cart.cartId}/confirm`);
      const answers = await Promise.all(
        (first === 'order' ? [order, till] : [till, order]).map((ask) => ask()),
      );

      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      expect(answers.flatMap(({ code }) => code ?? [])).toEqual(['inventory.stock-insufficient']);
      const [last, ...earlier] = await salesOf(ordering);
      expect(earlier).toHaveLength(1);
      expect(last?.channel).toBe((await get(orderId)).saleId === null ? 'till' : 'phone');
    },
  );
});
