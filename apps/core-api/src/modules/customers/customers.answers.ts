import { z } from 'zod';
import type { Customer } from './customer.js';
import { availableCredit } from './customer-account.js';

/** A customer as answers show them. */
export const customerSchema = z.object({
  customerId: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  userId: z.string().nullable().describe('the account that the customer signs in with'),
  currency: z.string().describe('ISO 4217'),
  creditLimit: z.int().describe('minor units the customer may owe'),
  balance: z.int().describe('minor units the customer owes; below zero when paid in advance'),
  available: z.int().describe('minor units the customer can still charge'),
  version: z.int().describe('rises by one with every change of the customer'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export type CustomerAnswer = z.infer<typeof customerSchema>;

export function customerAnswer(customer: Customer): CustomerAnswer {
  const { customerId, name, email, phone, userId, currency, creditLimit, balance, version } = customer;
  return {
    customerId,
    name,
    email,
    phone,
    userId,
    currency,
    creditLimit,
    balance,
    available: availableCredit(customer),
    version,
    createdAt: customer.createdAt.toISOString(),
    updatedAt: customer.updatedAt.toISOString(),
  };
}
