import { z } from 'zod';
import type { KeptProduct } from './product.repository.js';

export const productSchema = z.object({
  productId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  unitPrice: z.int().describe('minor units, tax included'),
  taxRate: z.int().describe('hundredths of a percent'),
  unitCost: z.int().describe('minor units'),
  minimumStock: z.int().describe('units below which it should be ordered'),
  archivedAt: z.iso.datetime().nullable().describe('since when it is not sold any more'),
});

/** A product as answers show it. */
export type ProductAnswer = z.infer<typeof productSchema>;

export function answerOf({ archivedAt, ...product }: KeptProduct): ProductAnswer {
  return { ...product, archivedAt: archivedAt?.toISOString() ?? null };
}

export const warehouseSchema = z.object({ warehouseId: z.uuid(), name: z.string() });

export const settingsSchema = z.object({
  allowNegativeStock: z.boolean().describe('whether more may be sold and taken than there is'),
});
