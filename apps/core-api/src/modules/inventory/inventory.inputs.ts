import { z } from 'zod';
import { dayInput } from '../../platform/clock/time-inputs.js';

/** Minor units a request may name. */
export const priceInput = z.int().nonnegative().max(1_000_000_000);

export const unitsInput = z.int().nonnegative().max(1_000_000);

export const nameInput = z.string().trim().min(1).max(120);

export const taxRateInput = z.int().nonnegative().max(10_000).describe('hundredths of a percent');

export const reasonInput = z.string().trim().min(1).max(200).nullable();

const batchInput = z.object({
  code: z.string().trim().min(1).max(64),
  expiresOn: dayInput.nullable().default(null).describe('of units that come; those that go keep theirs'),
});

export const linesInput = z
  .array(
    z.object({
      productId: z.uuid(),
      quantity: z
        .int()
        .min(-1_000_000)
        .max(1_000_000)
        .describe('units; below zero only in an adjustment that takes units off'),
      batch: batchInput.nullable().default(null).describe('null: units that go are those that expire first'),
    }),
  )
  .min(1)
  .max(500);

/** What a movement of people refers to: a delivery note, an invoice. */
export const referenceInput = z
  .object({ kind: z.literal('document'), id: z.string().trim().min(1).max(64) })
  .nullable();
