import { z } from 'zod';
import { lineInput } from '../../platform/text/line-input.js';
import { MAX_LINES, MAX_QUANTITY } from './order-pricing.js';

/** An id that names a room when the order is told of. */
export const roomIdInput = lineInput(128);

export const reasonInput = lineInput(500);

export const customerInput = z.object({
  customerId: z.uuid().nullable().default(null),
  userId: roomIdInput
    .nullable()
    .default(null)
    .describe('the account of the customer, who is then told of the order'),
  name: lineInput(200),
});

/** What every order says, whoever places it. */
export const orderedInput = z.object({
  branchId: roomIdInput.nullable().default(null),
  warehouseId: z
    .uuid()
    .optional()
    .describe("where the goods are taken from; the organization's first unless given"),
  lines: z
    .array(z.object({ productId: z.uuid(), quantity: z.int().positive().max(MAX_QUANTITY) }))
    .min(1)
    .max(MAX_LINES)
    .describe('priced by the products as they are now'),
  note: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, 'must be text')
    .nullable()
    .default(null),
});
