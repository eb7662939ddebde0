import { z } from 'zod';

/** What a rebuild did. */
export const rebuiltSchema = z.object({
  read: z.int().nonnegative().describe('sales and refunds, or levels of stock, that the record holds'),
  corrected: z
    .int()
    .nonnegative()
    .describe('business days, or levels of stock, of which the figures said something else'),
});
/** See {@link rebuiltSchema}. */
export type Rebuilt = z.infer<typeof rebuiltSchema>;
