import { z } from 'zod';

/** What an organization wants to be told of. */
export const alertSettingsSchema = z.object({
  cashLimit: z
    .int()
    .nonnegative()
    .max(1_000_000_000_000)
    .nullable()
    .describe('minor units of cash that a till may take in a day before people are alerted; null for any'),
  expiryWarningDays: z
    .int()
    .nonnegative()
    .max(365)
    .describe('days before a batch expires that people are warned'),
});

export type AlertSettings = z.infer<typeof alertSettingsSchema>;
