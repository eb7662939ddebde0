import { randomUUID } from 'node:crypto';
import type { OrderPayload, RoomsResult } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';

describe('the events of orders', () => {
  let shop: EventsShop;
  let manager: Viewer;
  let cashier: Viewer;
  let support: Viewer;
  let customer: Viewer;
  let stranger: Viewer;
  let strangeCustomer: Viewer;
  let lines: readonly { readonly productId: string; readonly quantity: number }[];

  beforeAll(async () => {
    shop = await openEventsShop();
    manager = await shop.connect('acme', 'manager');
    cashier = await shop.connect('acme', 'cashier');
    support = await shop.connect('acme', 'support');
    customer = await shop.connect('acme', 'customer');
    stranger = await shop.connect('globex', 'manager');
    strangeCustomer = await shop.connect('globex', 'customer');
    const products = await shop.get<{ items: { productId: string; inStock: boolean }[] }>(
      customer,
      '/orders/own/products',
    );
    const product = products.items.find(({ inStock }) => inStock);
    if (!product) throw new Error('the shop has nothing in stock');
    lines = [{ productId: product.productId, quantity: 1 }];
    await shop.post(manager, '/branches', { name: 'North', branchId: 'north' });
  });
  afterAll(() => shop?.stop());

  const placeOwn = () => shop.post<OrderPayload>(customer, '/orders/own', { lines });
  /** An order of another customer of the same organization. */
  const placeForAnother = () =>
    shop.post<OrderPayload>(manager, '/orders', {
      channel: 'phone',
      branchId: 'north',
      customer: { userId: randomUUID(), name: 'Another customer' },
      lines,
    });
  const act = ({ orderId }: OrderPayload, action: string, body?: object) =>
    shop.post<OrderPayload>(manager, `/orders/${orderId}/${action}`, body);
  const pay = (order: OrderPayload) => act(order, 'payments', { method: 'card', approved: true });

  it('order:created reaches those who see orders and the customer who placed it', async () => {
    const order = await shop.onlyReaches(
      'order:created',
      { to: [manager, cashier, customer], notTo: [support, stranger, strangeCustomer] },
      placeOwn,
    );
    expect(order).toMatchObject({ channel: 'online', customer: { userId: customer.userId } });
  });

  it('order:created reaches no other customer', async () => {
    const order = await shop.onlyReaches(
      'order:created',
      { to: [manager, cashier], notTo: [customer, support, stranger, strangeCustomer] },
      placeForAnother,
    );
    expect(order.customer.userId).not.toBe(customer.userId);
  });

  it('order:status-changed reaches those who see orders, who follow the order or its branch, and its customer', async () => {
    const order = await placeOwn();
    const follower = await shop.connect('acme', 'sales', [`order:${order.orderId}`]);
    const change = await shop.onlyReaches(
      'order:status-changed',
      { to: [manager, cashier, follower, customer], notTo: [support, stranger, strangeCustomer] },
      () => act(order, 'confirm'),
    );
    expect(change).toMatchObject({ from: 'pending', to: 'confirmed', order: { orderId: order.orderId } });
    await shop.caughtUp(follower);
    const toldFollower = follower.received.filter(({ name }) => name === 'order:status-changed');
    expect(toldFollower).toHaveLength(1);
  });

  it('order:status-changed reaches no other customer', async () => {
    const order = await placeForAnother();
    const neighbour = await shop.connect('acme', 'sales', ['branch:north']);
    const change = await shop.onlyReaches(
      'order:status-changed',
      { to: [manager, cashier, neighbour], notTo: [customer, support, stranger, strangeCustomer] },
      () => act(order, 'cancel', { reason: 'Changed their mind' }),
    );
    expect(change).toMatchObject({ to: 'cancelled', reason: 'Changed their mind' });
  });

  it('order:payment-reported reaches those who see orders and the customer who paid', async () => {
    const order = await placeOwn();
    const paid = await shop.onlyReaches(
      'order:payment-reported',
      { to: [manager, cashier, customer], notTo: [support, stranger, strangeCustomer] },
      () => pay(order),
    );
    expect(paid).toMatchObject({ orderId: order.orderId, payment: { status: 'approved' } });
  });

  it('order:payment-reported reaches no other customer', async () => {
    const order = await placeForAnother();
    await shop.onlyReaches(
      'order:payment-reported',
      { to: [manager, cashier], notTo: [customer, support, stranger, strangeCustomer] },
      () => act(order, 'payments', { method: 'card', approved: false }),
    );
  });

  it('pos:sale:completed of a paid order reaches the tills, as a sale of a till does', async () => {
    const order = await placeOwn();
    const sale = await shop.onlyReaches(
      'pos:sale:completed',
      { to: [manager, cashier], notTo: [customer, support, stranger, strangeCustomer] },
      () => pay(order),
    );
    expect(sale).toMatchObject({
      channel: 'online',
      orderId: order.orderId,
      posId: null,
      receiptNumber: order.number,
      totals: { total: order.total, due: 0 },
    });
  });

  it('a customer cannot follow the order of another one', async () => {
    const order = await placeForAnother();
    const rooms = [`order:${order.orderId}`, 'branch:north'];
    const answer: { readonly data: RoomsResult } = await customer.socket.emitWithAck('subscribe', { rooms });
    expect(answer.data.refused.map(({ room }) => room)).toEqual(rooms);
    await shop.onlyReaches('order:status-changed', { to: [manager], notTo: [customer] }, () =>
      act(order, 'confirm'),
    );
  });
});
