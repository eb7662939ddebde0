import type { AccessTokenSigner } from '@business-control/access-token';
import type { Permission } from '@business-control/realtime-contracts';
import { asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { PostgresDatabase } from '../src/index.js';
import { organizations } from '../src/modules/identity/identity.schema.js';
import { permissionsOf, type Role } from '../src/modules/identity/roles.js';
import { products, stockLevels, warehouses } from '../src/modules/inventory/inventory.schema.js';
import { workstations } from '../src/modules/pos/pos.schema.js';
import { outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { startListeningApi } from './listening-api.js';
import { ApiClient } from './pos-client.js';

/** core-api on a database of its own, listening. */
export async function startPosApi() {
  const { url, database, clock, signer, stop } = await startListeningApi();
  return {
    url,
    database,
    clock,
    openShop: (tills?: number) => openShop(database, url, signer, tills),
    anyone: () => new ApiClient(url),
    stop,
  };
}

export type PosApi = Awaited<ReturnType<typeof startPosApi>>;
export type Shop = Awaited<ReturnType<typeof openShop>>;

/** A new organization with some tills and three products: nothing another test can see. */
async function openShop(database: PostgresDatabase, url: string, signer: AccessTokenSigner, tillCount = 2) {
  const organizationId = uuidv7();
  const product = (sku: string, unitPrice: number, taxRate: number) => {
    return {
      organizationId,
      productId: uuidv7(),
      sku,
      name: sku.toLowerCase(),
      unitPrice,
      taxRate,
      unitCost: Math.round(unitPrice / 2),
      minimumStock: 0,
    };
  };
  const shelf = [
    product('COFFEE', 1_000, 2_100),
    product('CAKE', 545, 900),
    product('BOOK', 2_000, 0),
  ] as const;
  const warehouseId = uuidv7();
  const posIds = Array.from({ length: tillCount }, () => uuidv7());
  await database.transaction(async (tx) => {
    await tx.insert(organizations).values({
      organizationId,
      slug: `shop-${organizationId}`,
      name: 'A shop',
      currency: 'EUR',
      timeZone: 'Europe/Amsterdam',
    });
    await tx
      .insert(workstations)
      .values(posIds.map((posId, index) => ({ organizationId, posId, name: `Till ${index}`, warehouseId })));
    await tx.insert(warehouses).values({ organizationId, warehouseId, name: 'Shop floor' });
    await tx.insert(products).values([...shelf]);
    await tx.insert(stockLevels).values(
      shelf.map(({ productId }) => {
        return { organizationId, warehouseId, productId, onHand: 100, version: 1, updatedAt: new Date() };
      }),
    );
  });

  /** Someone of the shop, who may do what the role allows. */
  const someone = async (role: Role, permissions: readonly Permission[] = permissionsOf([role])) => {
    const userId = uuidv7();
    const { token } = await signer.sign({
      userId,
      organizationId,
      deviceId: 'till-tablet',
      sessionId: null,
      displayName: `A ${role}`,
      roles: [role],
      permissions,
    });
    return Object.assign(new ApiClient(url, token), { userId });
  };

  /** What the shop's outbox holds, in order. */
  const events = () =>
    database.transaction((tx) =>
      tx
        .select()
        .from(outboxEvents)
        .where(eq(outboxEvents.organizationId, organizationId))
        .orderBy(asc(outboxEvents.seq)),
    );

  /** Those whose name begins so, in order. */
  const eventsOf = async (name: string) => (await events()).filter((event) => event.name.startsWith(name));

  const [coffee, cake, book] = shelf;
  const [posId = '', otherPosId = ''] = posIds;
  return {
    organizationId,
    warehouseId,
    posId,
    otherPosId,
    posIds,
    coffee,
    cake,
    book,
    someone,
    events,
    eventsOf,
  };
}
