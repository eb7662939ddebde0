import { z } from 'zod';

/** An amount in minor units of the currency that the payload names (cents for EUR). */
export const amountSchema = z.int().describe('minor units');

/** ISO 4217 alphabetic code. */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217', examples: ['EUR'] });
