import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { amountSchema, currencySchema } from './money.js';
import { personSchema } from './person.js';

/** How much of a product lies in a warehouse. */
export const stockLevelSchema = z.object({
  warehouseId: z.uuid(),
  productId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  onHand: z.int().describe('units that lie in the warehouse'),
  reserved: z.int().nonnegative().describe('units sold that have not left the warehouse yet'),
  available: z.int().describe('units that can still be sold: on hand less reserved'),
  minimum: z.int().nonnegative().describe('units below which the product should be ordered'),
  unitCost: amountSchema.describe("minor units of the organization's currency that a unit costs"),
  archived: z
    .boolean()
    .optional()
    .describe('true: the product is archived, so no shortage of it counts; left out by older producers'),
  batches: z
    .array(z.object({ code: z.string(), expiresOn: z.iso.date().nullable(), onHand: z.int() }))
    .describe('batches with units on hand, the first to expire first'),
  version: z.int().positive().describe('rises by one with every change of the level'),
  movementId: z.uuid().nullable().describe('the movement that changed it; null for a reservation'),
  updatedAt: z.iso.datetime(),
});
/** See {@link stockLevelSchema}. */
export type StockLevelPayload = z.infer<typeof stockLevelSchema>;

/** A product as those see it who buy and sell it. */
export const pricedProductSchema = z.object({
  productId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  unitPrice: amountSchema.describe('minor units, tax included'),
  currency: currencySchema,
  taxRate: z.int().nonnegative().describe('hundredths of a percent (2100 = 21 %), contained in the price'),
  inStock: z.boolean().describe('whether any of it could be sold then'),
  archived: z.boolean().describe('true: it is not sold any more'),
});
/** See {@link pricedProductSchema}. */
export type PricedProductPayload = z.infer<typeof pricedProductSchema>;

const movementLineSchema = z.object({
  productId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int().describe('units moved; below zero only in an adjustment that takes units off'),
  batch: z
    .object({ code: z.string(), expiresOn: z.iso.date().nullable() })
    .nullable()
    .describe('the batch the units belong to, where batches are kept'),
});

/** Stock that comes, goes, changes its warehouse or is put right. */
export const movementSchema = z.object({
  movementId: z.uuid(),
  kind: z.enum(['receipt', 'issue', 'transfer', 'adjustment']),
  status: z.enum(['draft', 'applied', 'reversed']),
  version: z.int().positive().describe('rises by one with every change of the movement'),
  warehouseId: z.uuid().describe('where units come to or leave from; the source of a transfer'),
  toWarehouseId: z.uuid().nullable().describe('the destination of a transfer'),
  lines: z.array(movementLineSchema).min(1),
  reason: z.string().nullable(),
  reference: z
    .object({ kind: z.enum(['sale', 'order', 'count-session', 'document']), id: z.string() })
    .nullable()
    .describe('what caused it'),
  createdBy: personSchema,
  createdAt: z.iso.datetime(),
  appliedAt: z.iso.datetime().nullable(),
  reversedAt: z.iso.datetime().nullable(),
});
/** See {@link movementSchema}. */
export type MovementPayload = z.infer<typeof movementSchema>;

/** A physical count of products in a warehouse. */
export const countSessionSchema = z.object({
  countSessionId: z.uuid(),
  warehouseId: z.uuid(),
  name: z.string(),
  status: z.enum(['open', 'counting', 'closed', 'applied', 'cancelled']),
  version: z.int().positive().describe('rises by one with every change of the session'),
  counted: z.int().nonnegative().describe('products counted so far'),
  differences: z
    .array(
      z.object({
        productId: z.uuid(),
        sku: z.string(),
        name: z.string(),
        expected: z
          .int()
          .describe(
            'units that should have lain there when the product was counted: on hand less those sold',
          ),
        counted: z.int().nonnegative(),
      }),
    )
    .describe('products counted with another result than expected'),
  movementId: z.uuid().nullable().describe('the adjustment that the differences became'),
  openedBy: personSchema,
  openedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
/** See {@link countSessionSchema}. */
export type CountSessionPayload = z.infer<typeof countSessionSchema>;

const warehousesOf = ({ warehouseId, toWarehouseId }: MovementPayload) =>
  toWarehouseId === null ? [warehouseId] : [warehouseId, toWarehouseId];

/** The events of warehouses. */
export const inventoryEvents = {
  'inventory:stock:updated': defineEvent({
    version: 1,
    summary: 'The units of a product in a warehouse changed',
    payload: stockLevelSchema,
    permission: 'inventory.read',
    audience: { organization: true, warehouse: (level) => level.warehouseId },
    delivery: 'latest',
    conflateBy: (level) => `${level.warehouseId}/${level.productId}`,
  }),
  'inventory:product:updated': defineEvent({
    version: 1,
    summary: 'A product is sold from now on, by another name or at another price, or not any more',
    payload: pricedProductSchema,
    permission: 'inventory.price-list',
    audience: { organization: true },
    delivery: 'latest',
    conflateBy: (product) => product.productId,
  }),
  'inventory:movement:created': defineEvent({
    version: 1,
    summary: 'A stock movement was drafted, or applied at once',
    payload: movementSchema,
    permission: 'inventory.read',
    audience: { organization: true, warehouse: warehousesOf },
    delivery: 'durable',
  }),
  'inventory:movement:updated': defineEvent({
    version: 1,
    summary: 'A stock movement was changed, applied or reversed',
    payload: movementSchema,
    permission: 'inventory.read',
    audience: { organization: true, warehouse: warehousesOf },
    delivery: 'durable',
  }),
  'inventory:count-session:updated': defineEvent({
    version: 1,
    summary: 'A physical count was opened, went on, or came to its result',
    payload: countSessionSchema,
    permission: 'inventory.read',
    audience: { organization: true, warehouse: (session) => session.warehouseId },
    delivery: 'durable',
  }),
};
