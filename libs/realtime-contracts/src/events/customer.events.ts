import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { amountSchema, currencySchema } from './money.js';

/** What a customer may still buy on account. */
export const customerCreditSchema = z.object({
  customerId: z.uuid(),
  name: z.string(),
  currency: currencySchema,
  creditLimit: amountSchema.describe('minor units the customer may owe'),
  balance: amountSchema.describe('minor units the customer owes; below zero when paid in advance'),
  available: amountSchema.describe('minor units the customer can still charge'),
  version: z.int().positive().describe('rises by one with every change of the account'),
  change: z.object({
    kind: z.enum(['charge', 'payment', 'limit']),
    amount: amountSchema.describe('minor units charged or paid, or the new limit'),
    reference: z.string().nullable(),
  }),
  changedAt: z.iso.datetime(),
});
/** See {@link customerCreditSchema}. */
export type CustomerCreditPayload = z.infer<typeof customerCreditSchema>;

/** The events of customers. */
export const customerEvents = {
  'customer:credit:changed': defineEvent({
    version: 1,
    summary: 'A customer bought on account or paid, or the credit limit changed',
    payload: customerCreditSchema,
    permission: 'customers.read',
    audience: { organization: true },
    delivery: 'durable',
  }),
};
