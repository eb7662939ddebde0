import { v7 as uuidv7 } from 'uuid';
import { businessDay } from '../../platform/clock/business-day.js';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { products, warehouses } from '../inventory/inventory.schema.js';
import { draftMovement, keysOf, type MovementLine } from '../inventory/movement.js';
import { MovementRepository } from '../inventory/movement.repository.js';
import { applyMovement } from '../inventory/movement-effect.js';
import { changedLevels } from '../inventory/stock.js';
import { StockLevelRepository } from '../inventory/stock-level.repository.js';
import type { ProductForSale } from '../pos/cart-lines.js';
import type { DemoOrganization } from './demo-organizations.js';

const DAY_MS = 86_400_000;

interface DemoStock {
  readonly organizationId: string;
  readonly demo: DemoOrganization;
  /** Who received it all. */
  readonly by: Person;
  readonly now: Date;
}

interface DemoShelf {
  /** The one that tills sell from. */
  readonly warehouseId: string;
  readonly products: readonly ProductForSale[];
}

/** Two warehouses with something in them, some of it short, some of it about to expire. */
export async function seedDemoStock(
  tx: Transaction,
  { organizationId, demo, by, now }: DemoStock,
): Promise<DemoShelf> {
  const id = () => uuidv7({ msecs: now.getTime() });
  // The first warehouse is the one with the lowest id.
  const [shopFloor, backRoom] = [id(), uuidv7({ msecs: now.getTime() + 1 })];
  await tx.insert(warehouses).values([
    { organizationId, warehouseId: shopFloor, name: 'Shop floor' },
    { organizationId, warehouseId: backRoom, name: 'Back room' },
  ]);
  const shelf = demo.products.map((product) => ({ productId: id(), product }));
  await tx.insert(products).values(
    shelf.map(({ productId, product: [sku, name, unitPrice, unitCost, taxRate, minimumStock] }) => {
      return { organizationId, productId, sku, name, unitPrice, unitCost, taxRate, minimumStock };
    }),
  );
  const dayIn = (days: number) => businessDay(new Date(now.getTime() + days * DAY_MS), demo.timeZone);
  const linesOf = (place: 'floor' | 'back'): MovementLine[] =>
    shelf.flatMap(({ productId, product: [sku, name, , , , , floor, back, keepsDays] }) => {
      const quantity = place === 'floor' ? floor : back;
      // What lies in the back came later, and keeps longer.
      const keeps = place === 'floor' ? keepsDays : keepsDays && keepsDays + 14;
      const expiresOn = keeps === undefined ? null : dayIn(keeps);
      const batch = expiresOn === null ? null : { code: `${sku}/${expiresOn}`, expiresOn };
      return quantity > 0 ? [{ productId, sku, name, quantity, batch }] : [];
    });
  const receive = async (warehouseId: string, lines: readonly MovementLine[]) => {
    const plan = { kind: 'receipt', warehouseId, toWarehouseId: null, lines } as const;
    const draft = draftMovement(
      { ...plan, reason: 'Opening stock', reference: null },
      { movementId: id(), createdBy: by },
      now,
    );
    const before = await new StockLevelRepository().lock(tx, organizationId, keysOf(draft), now);
    const { movement, stock } = applyMovement(draft, before, { allowNegativeStock: false }, now);
    const levels = changedLevels(before, stock, movement.movementId, now);
    await new StockLevelRepository().save(tx, organizationId, levels);
    await new StockLevelRepository().saveBatches(tx, organizationId, levels);
    await new MovementRepository().insert(tx, organizationId, movement);
  };
  await receive(shopFloor, linesOf('floor'));
  await receive(backRoom, linesOf('back'));
  return {
    warehouseId: shopFloor,
    products: shelf.map(({ productId, product: [sku, name, unitPrice, , taxRate] }) => {
      return { productId, sku, name, unitPrice, taxRate };
    }),
  };
}
