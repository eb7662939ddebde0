import { idSchema, isRoomId } from '@business-control/realtime-contracts';
import { z } from 'zod';
import { MAX_LINES, MAX_QUANTITY } from './order-pricing.js';

/** An id that names a room when the order is told of. */
export const roomIdInput = idSchema.refine(isRoomId, 'must be well-formed');

export const reasonInput = z.string().trim().min(1).max(500);

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
  note: z.string().trim().min(1).max(2_000).nullable().default(null),
});
