import type { OutgoingMessage } from '@business-control/event-broker';
import type {
  EventPayload,
  InventoryKpisPayload,
  OrderStatusChangedPayload,
  SalePayload,
  SalesDashboardPayload,
  StockLevelPayload,
} from '@business-control/realtime-contracts';
import type { INestApplication } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Clock, FixedClock } from '../src/index.js';
import { organizations } from '../src/modules/identity/identity.schema.js';
import { permissionsOf, type Role } from '../src/modules/identity/roles.js';
import { proceed } from '../src/modules/orders/order-progress.js';
import { ScheduledJobs } from '../src/platform/schedule/scheduled-jobs.js';
import { bearer } from './core-api-fixture.js';
import { aPaidOrder, clerk } from './orders-data.js';
import { aSale } from './payloads.js';
import { ApiClient } from './pos-client.js';
import { eventFact, openReactionSeams, type ReactionSeams } from './reactions-fixture.js';

/** A Monday in Amsterdam, where it is one hour later. */
export const NOON = new Date('2026-03-02T12:00:00.000Z');
export const TODAY = '2026-03-02';

export const SALES_QUEUE = 'dashboards.add-sale-to-sales-dashboard-on-sale-completed';
export const REFUNDS_QUEUE = 'dashboards.add-refund-to-sales-dashboard-on-order-status-changed';
export const STOCK_QUEUE = 'dashboards.keep-stock-level-on-stock-updated';

/** RabbitMQ, PostgreSQL and core-apis whose clock stands still. Scheduled jobs can be kept from running until `letJobsRun`. */
export async function openDashboards(
  instances = 1,
  { clock = new FixedClock(NOON), jobsRun = true }: { clock?: Clock; jobsRun?: boolean } = {},
) {
  const seams = await openReactionSeams();
  const lead = jobsRun ? undefined : await seams.database.tryLock('scheduled-jobs');
  const letJobsRun = async () => lead?.release();
  seams.onClose(letJobsRun);
  const apps: INestApplication[] = [];
  for (let count = 0; count < instances; count += 1) apps.push(await seams.startCoreApi({}, clock));
  const [first] = apps;
  if (!first) throw new Error('at least one core-api is needed');
  await first.listen(0, '127.0.0.1');
  const url = await first.getUrl();
  return {
    ...seams,
    apps,
    letJobsRun,
    openShop: () => openShop(seams, url),
    runJob: (name: string, app = first) => app.get(ScheduledJobs).runNow(name),
  };
}

export type Dashboards = Awaited<ReturnType<typeof openDashboards>>;
export type DashboardShop = Awaited<ReturnType<typeof openShop>>;

async function openShop({ database, eventsOf }: ReactionSeams, url: string) {
  const organizationId = uuidv7();
  await database.transaction((tx) =>
    tx.insert(organizations).values({
      organizationId,
      slug: organizationId,
      name: 'A shop',
      currency: 'EUR',
      timeZone: 'Europe/Amsterdam',
    }),
  );
  const someone = async (role: Role) => {
    const claims = { organizationId, userId: uuidv7(), roles: [role] };
    const { authorization } = await bearer(permissionsOf([role]), claims);
    return new ApiClient(url, authorization.replace('Bearer ', ''));
  };
  const manager = await someone('manager');
  const told = async <Name extends 'dashboard:sales:updated' | 'dashboard:inventory-kpis:updated'>(
    name: Name,
  ): Promise<EventPayload<Name>[]> =>
    (await eventsOf(organizationId))
      .filter((event) => event.name === name)
      .map(({ payload }) => payload as EventPayload<Name>);

  return {
    organizationId,
    someone,
    sold: (sale: SalePayload): OutgoingMessage =>
      eventFact('pos:sale:completed', sale, { organizationId, version: 2 }),
    orderChanged: (change: OrderStatusChangedPayload): OutgoingMessage =>
      eventFact('order:status-changed', change, { organizationId }),
    stocked: (level: StockLevelPayload): OutgoingMessage =>
      eventFact('inventory:stock:updated', level, { organizationId }),
    sales: async (date?: string) =>
      (await manager.get<SalesDashboardPayload>(`/dashboards/sales${date ? `?date=${date}` : ''}`)).body,
    inventory: async () => (await manager.get<InventoryKpisPayload>('/dashboards/inventory')).body,
    /** What was published so far, in order. */
    toldSales: () => told('dashboard:sales:updated'),
    toldInventory: () => told('dashboard:inventory-kpis:updated'),
  };
}

const coffee = { productId: uuidv7(), sku: 'COFFEE', name: 'Coffee' };

/** A sale of coffee, of as many units as minor units it brings. */
export function aCoffee(quantity: number, over: Partial<SalePayload> = {}): SalePayload {
  const sale = aSale({ completedAt: NOON.toISOString(), ...over });
  const line = { lineId: uuidv7(), ...coffee, quantity, unitPrice: 1, discounts: [], total: quantity };
  return {
    ...sale,
    lines: [{ ...line, taxRate: 0, tax: 0 }],
    totals: { ...sale.totals, subtotal: quantity, total: quantity, paid: quantity },
  };
}

let orders = 0;

/** An order of so many minor units as it is once it was refunded, and what was told of that. */
export function aRefund(total: number, at = NOON) {
  orders += 1;
  const delivered = aPaidOrder({ status: 'delivered', number: orders, total });
  const reason = 'Arrived broken';
  const { order, events } = proceed(delivered, { action: 'refund', by: clerk, reason }, at);
  const [told] = events;
  if (told?.name !== 'order:status-changed') throw new Error('a refund changes the status of its order');
  return { order, change: told.payload };
}

export function aLevel(over: Partial<StockLevelPayload> = {}): StockLevelPayload {
  const { onHand = 10, reserved = 0 } = over;
  return {
    warehouseId: uuidv7(),
    productId: uuidv7(),
    sku: 'MILK',
    name: 'Milk',
    onHand,
    reserved,
    available: onHand - reserved,
    minimum: 5,
    unitCost: 80,
    batches: [],
    version: 1,
    movementId: null,
    updatedAt: NOON.toISOString(),
    ...over,
  };
}
