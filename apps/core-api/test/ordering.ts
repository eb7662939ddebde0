import type { OrderPayload } from '@business-control/realtime-contracts';
import type { PosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

/** A shop whose manager takes orders. */
export async function openOrderingShop(api: PosApi) {
  const shop = await api.openShop();
  const manager = await shop.someone('manager');
  /** An order of one product: one book unless the test says otherwise. */
  const place = async (given: object = {}, by: ApiClient = manager): Promise<OrderPayload> => {
    const { body } = await by.post<OrderPayload>('/orders', {
      channel: 'phone',
      customer: { name: 'Caller' },
      lines: [{ productId: shop.book.productId, quantity: 1 }],
      ...given,
    });
    return body;
  };
  const pay = (orderId: string, given: object = {}, headers?: Record<string, string>) =>
    manager.post<OrderPayload>(
      `/orders/${orderId}/payments`,
      { method: 'card', approved: true, ...given },
      headers,
    );
  const get = async (orderId: string) => (await manager.get<OrderPayload>(`/orders/${orderId}`)).body;
  /** What orders tell, in order; what others make of it comes when it comes. */
  const told = async () =>
    (await shop.events()).filter(({ name }) => /^(order|customer|pos:sale):/.test(name));
  const namesOfEvents = async () => (await told()).map(({ name }) => name);
  return { shop, manager, place, pay, get, told, namesOfEvents };
}

export type OrderingShop = Awaited<ReturnType<typeof openOrderingShop>>;
