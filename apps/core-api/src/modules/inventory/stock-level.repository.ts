import type { StockLevelPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { batches, products, stockLevels, warehouses } from './inventory.schema.js';
import { type Stock, stockOf } from './stock.js';
import { levelPayload, type StockKey, type StockLevel } from './stock-level.js';

/** Which levels a list shows, and how many of them. */
export interface StockFilter {
  readonly warehouseId?: string | undefined;
  readonly productId?: string | undefined;
  /** Only those of products on sale with fewer units available than their minimum. */
  readonly belowMinimum?: boolean | undefined;
  readonly after?: StockKey | undefined;
  readonly limit: number;
}

const columns = {
  warehouseId: stockLevels.warehouseId,
  productId: stockLevels.productId,
  onHand: stockLevels.onHand,
  reserved: stockLevels.reserved,
  version: stockLevels.version,
  movementId: stockLevels.movementId,
  updatedAt: stockLevels.updatedAt,
  sku: products.sku,
  name: products.name,
  minimum: products.minimumStock,
  unitCost: products.unitCost,
  archived: sql<boolean>`${products.archivedAt} is not null`,
};

@Injectable()
export class StockLevelRepository {
  /** Every level of the organization, as `inventory:stock:updated` tells it. */
  async list(tx: Transaction, organizationId: string): Promise<StockLevelPayload[]> {
    const rows = await select(tx, eq(stockLevels.organizationId, organizationId));
    const levels = await withBatches(tx, rows, eq(batches.organizationId, organizationId));
    return levels.map(levelPayload);
  }

  /** By warehouse and product. */
  async page(tx: Transaction, organizationId: string, filter: StockFilter): Promise<StockLevel[]> {
    const { warehouseId, productId, belowMinimum, after, limit } = filter;
    const wanted = and(
      eq(stockLevels.organizationId, organizationId),
      warehouseId ? eq(stockLevels.warehouseId, warehouseId) : undefined,
      productId ? eq(stockLevels.productId, productId) : undefined,
      belowMinimum
        ? and(
            isNull(products.archivedAt),
            sql`${stockLevels.onHand} - ${stockLevels.reserved} < ${products.minimumStock}`,
          )
        : undefined,
      after && gt(pair(stockLevels), values(after)),
    );
    const rows = await select(tx, wanted).limit(limit);
    return withBatches(tx, rows, among(batches, organizationId, rows));
  }

  /** Where a product lies or has lain. */
  keysOf(tx: Transaction, organizationId: string, productId: string): Promise<StockKey[]> {
    return tx
      .select({ warehouseId: stockLevels.warehouseId, productId: stockLevels.productId })
      .from(stockLevels)
      .where(and(eq(stockLevels.organizationId, organizationId), eq(stockLevels.productId, productId)));
  }

  /**
   * The levels as they are once everyone before has committed; they stay as they are until this transaction ends. Locks are
   * taken by warehouse and product, missing levels come into being first: whoever locks twice in one transaction may deadlock.
   */
  async lock(tx: Transaction, organizationId: string, keys: readonly StockKey[], now: Date): Promise<Stock> {
    if (keys.length === 0) return new Map();
    await insertMissing(tx, organizationId, keys, now);
    const wanted = among(stockLevels, organizationId, keys);
    await lockLevels(tx, wanted);
    // A statement of its own: one that waited for a lock would join the product as it was before the wait.
    const rows = await select(tx, wanted);
    const stock = stockOf(await withBatches(tx, rows, among(batches, organizationId, keys)));
    await refuseMissing(tx, organizationId, keys, rows);
    return stock;
  }

  /** Stores levels that this transaction has locked. */
  async save(tx: Transaction, organizationId: string, levels: readonly StockLevel[]): Promise<void> {
    if (levels.length === 0) return;
    await tx
      .insert(stockLevels)
      .values(levels.map((level) => ({ organizationId, ...level })))
      .onConflictDoUpdate({
        target: [stockLevels.organizationId, stockLevels.warehouseId, stockLevels.productId],
        set: {
          onHand: sql`excluded.on_hand`,
          reserved: sql`excluded.reserved`,
          version: sql`excluded.version`,
          movementId: sql`excluded.movement_id`,
          updatedAt: sql`excluded.updated_at`,
        },
      });
  }

  /** Stores the batches of levels that this transaction has locked. */
  async saveBatches(tx: Transaction, organizationId: string, levels: readonly StockLevel[]): Promise<void> {
    if (levels.length === 0) return;
    await tx.delete(batches).where(among(batches, organizationId, levels));
    const rows = levels.flatMap(({ warehouseId, productId, batches: own }) =>
      own.map((batch) => ({ organizationId, warehouseId, productId, ...batch })),
    );
    if (rows.length > 0) await tx.insert(batches).values(rows);
  }
}

type LevelRow = Omit<StockLevel, 'batches'>;

function select(tx: Transaction, wanted: SQL | undefined) {
  return tx
    .select(columns)
    .from(stockLevels)
    .innerJoin(
      products,
      and(
        eq(products.organizationId, stockLevels.organizationId),
        eq(products.productId, stockLevels.productId),
      ),
    )
    .where(wanted)
    .orderBy(asc(stockLevels.warehouseId), asc(stockLevels.productId))
    .$dynamic();
}

async function withBatches(
  tx: Transaction,
  rows: readonly LevelRow[],
  wanted: SQL | undefined,
): Promise<StockLevel[]> {
  if (rows.length === 0) return [];
  const found = await tx
    .select()
    .from(batches)
    .where(wanted)
    .orderBy(sql`${batches.expiresOn} asc nulls last`, asc(batches.code));
  const byLevel = new Map<string, StockLevel['batches'][number][]>();
  for (const { warehouseId, productId, code, expiresOn, onHand } of found) {
    const place = `${warehouseId}/${productId}`;
    const own = byLevel.get(place) ?? [];
    own.push({ code, expiresOn, onHand });
    byLevel.set(place, own);
  }
  return rows.map((row) => ({ ...row, batches: byLevel.get(`${row.warehouseId}/${row.productId}`) ?? [] }));
}

async function lockLevels(tx: Transaction, wanted: SQL | undefined): Promise<void> {
  await tx
    .select({ version: stockLevels.version })
    .from(stockLevels)
    .where(wanted)
    .orderBy(asc(stockLevels.warehouseId), asc(stockLevels.productId))
    .for('update');
}

async function insertMissing(
  tx: Transaction,
  organizationId: string,
  keys: readonly StockKey[],
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    insert into ${stockLevels} (organization_id, warehouse_id, product_id, updated_at)
    select ${products.organizationId}, ${warehouses.warehouseId}, ${products.productId}, ${now.toISOString()}::timestamptz
    from ${warehouses} join ${products} on ${products.organizationId} = ${warehouses.organizationId}
    where ${warehouses.organizationId} = ${organizationId}
      and (${warehouses.warehouseId}, ${products.productId}) in ${tuples(keys)}
      and not exists (select 1 from ${stockLevels} where ${stockLevels.organizationId} = ${warehouses.organizationId}
        and ${stockLevels.warehouseId} = ${warehouses.warehouseId} and ${stockLevels.productId} = ${products.productId})
    order by ${warehouses.warehouseId}, ${products.productId}
    on conflict do nothing`);
}

/** A level is missing when its warehouse or its product is. */
async function refuseMissing(
  tx: Transaction,
  organizationId: string,
  keys: readonly StockKey[],
  rows: readonly StockKey[],
): Promise<void> {
  const missing = keys.find(
    (key) => !rows.some((row) => row.warehouseId === key.warehouseId && row.productId === key.productId),
  );
  if (!missing) return;
  const { warehouseId, productId } = missing;
  const [warehouse] = await tx
    .select({ warehouseId: warehouses.warehouseId })
    .from(warehouses)
    .where(and(eq(warehouses.organizationId, organizationId), eq(warehouses.warehouseId, warehouseId)));
  if (!warehouse) throw new RuleViolated('inventory.warehouse-not-found', { warehouseId });
  throw new RuleViolated('inventory.product-not-found', { productId });
}

interface KeyedTable {
  readonly organizationId: PgColumn;
  readonly warehouseId: PgColumn;
  readonly productId: PgColumn;
}

function among(table: KeyedTable, organizationId: string, keys: readonly StockKey[]): SQL | undefined {
  return and(eq(table.organizationId, organizationId), sql`${pair(table)} in ${tuples(keys)}`);
}

function pair({ warehouseId, productId }: KeyedTable): SQL {
  return sql`(${warehouseId}, ${productId})`;
}

function values({ warehouseId, productId }: StockKey): SQL {
  return sql`(${warehouseId}::uuid, ${productId}::uuid)`;
}

function tuples(keys: readonly StockKey[]): SQL {
  return sql`(${sql.join(keys.map(values), sql`, `)})`;
}
