import type { DomainEvent } from '@business-control/realtime-contracts';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { ProductRepository } from '../inventory/product.repository.js';
import { WarehouseRepository } from '../inventory/warehouse.repository.js';
import type { OrderChannel } from '../orders/order.js';
import { OrderRepository } from '../orders/order.repository.js';
import { priceLine } from '../orders/order-pricing.js';
import { placeOrder, proceed } from '../orders/order-progress.js';
import { MAIN_STREET } from './seed-demo-branches.js';

type Step = 'confirm' | 'prepare' | 'finish' | 'cancel';

/** Minutes ago, channel, units of some products by their place on the price list, what became of it, who called. */
type DemoOrder = readonly [
  minutesAgo: number,
  channel: OrderChannel,
  units: readonly (readonly [place: number, quantity: number])[],
  steps: readonly Step[],
  /** Without a name it is the one who has an account. */
  caller?: string,
];

const demoOrders: readonly DemoOrder[] = [
  [190, 'online', [[0, 1]], ['cancel']],
  [75, 'phone', [[2, 6]], ['confirm', 'prepare', 'finish'], 'Corner office'],
  [48, 'online', [[1, 1]], ['confirm', 'prepare']],
  [31, 'phone', [[3, 2]], ['confirm'], 'Neighbour upstairs'],
  [
    6,
    'online',
    [
      [0, 2],
      [4, 1],
    ],
    [],
  ],
];

interface DemoOrderBook {
  readonly organizationId: string;
  readonly currency: string;
  /** Who takes the calls. */
  readonly by: Person;
  /** Who orders online. */
  readonly customer: Person;
  readonly now: Date;
}

/** Orders on their way, none of them paid: a payment would have made a sale. */
export async function seedDemoOrders(
  tx: Transaction,
  { organizationId, currency, by, customer, now }: DemoOrderBook,
): Promise<void> {
  const orders = new OrderRepository();
  const { warehouseId } = await new WarehouseRepository().first(tx, organizationId);
  const products = await new ProductRepository().onSale(tx, organizationId);
  for (const [minutesAgo, channel, units, steps, caller] of demoOrders) {
    const minutesLater = (minutes: number) => new Date(now.getTime() + (minutes - minutesAgo) * 60_000);
    const lines = units.flatMap(([place, quantity]) =>
      products.slice(place, place + 1).map((product) => priceLine(uuidv7(), product, quantity)),
    );
    const placement = {
      orderId: uuidv7({ msecs: minutesLater(0).getTime() }),
      number: await orders.nextNumber(tx, organizationId),
      channel,
      branchId: MAIN_STREET,
      warehouseId,
      customer: {
        customerId: null,
        userId: caller ? null : customer.userId,
        name: caller ?? customer.displayName,
      },
      currency,
      lines,
      note: null,
      createdBy: caller ? by : customer,
    };
    let { order } = placeOrder(placement, minutesLater(0));
    const changes: DomainEvent[] = [];
    for (const [index, action] of steps.entries()) {
      const decision = proceed(order, { action, by }, minutesLater(index + 1));
      order = decision.order;
      changes.push(...decision.events);
    }
    await orders.insert(tx, organizationId, order);
    for (const { name, payload } of changes)
      if (name === 'order:status-changed') await orders.recordChange(tx, organizationId, payload);
  }
}
