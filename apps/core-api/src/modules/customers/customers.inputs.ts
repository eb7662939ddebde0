import { z } from 'zod';
import { lineInput } from '../../platform/text/line-input.js';
import { MAX_AMOUNT } from './customer-account.js';

export const detailsInput = z.object({
  name: lineInput(200),
  email: z.email().max(254).nullable(),
  phone: lineInput(40).nullable(),
  userId: lineInput(128).nullable().describe('the account that the customer signs in with'),
});

export const creditLimitInput = z.int().min(0).max(MAX_AMOUNT).describe('minor units the customer may owe');

/** Something to charge or to pay. */
export const bookingInput = z.object({
  amount: z.int().positive().max(MAX_AMOUNT).describe('minor units'),
  reference: lineInput(100).nullable().default(null).describe('what it is for'),
});
