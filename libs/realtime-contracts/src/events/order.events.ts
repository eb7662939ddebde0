import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { amountSchema, currencySchema } from './money.js';
import { idSchema, personSchema } from './person.js';

const orderStatusSchema = z.enum([
  'pending',
  'confirmed',
  'preparing',
  'ready',
  'delivered',
  'cancelled',
  'refunded',
]);
/** Where an order stands. */
export type OrderStatus = z.infer<typeof orderStatusSchema>;

/** An online or phone order as every screen shows it. */
export const orderSchema = z.object({
  orderId: z.uuid(),
  number: z.int().positive().describe('contiguous per organization'),
  channel: z.enum(['online', 'phone']),
  status: orderStatusSchema,
  version: z.int().positive().describe('rises by one with every change of the order'),
  branchId: idSchema.nullable(),
  warehouseId: z.uuid().describe('where its goods are taken from'),
  customer: z.object({
    customerId: z.uuid().nullable(),
    userId: idSchema.nullable().describe('the account of the customer, who is told in his own room'),
    name: z.string(),
  }),
  currency: currencySchema,
  lines: z
    .array(
      z.object({
        lineId: z.uuid(),
        productId: z.uuid(),
        sku: z.string(),
        name: z.string(),
        quantity: z.int().positive(),
        unitPrice: amountSchema,
        total: amountSchema,
        taxRate: z.int().nonnegative().describe('hundredths of a percent, contained in the price'),
        tax: amountSchema,
      }),
    )
    .min(1),
  total: amountSchema.describe('minor units to pay, tax included'),
  tax: amountSchema,
  payment: z
    .object({
      paymentId: z.uuid(),
      method: z.enum(['card', 'transfer', 'on-account']),
      status: z.enum(['approved', 'declined']),
      amount: amountSchema,
      at: z.iso.datetime(),
    })
    .nullable()
    .describe('the last payment that was reported'),
  saleId: z.uuid().nullable().describe('the sale that the approved payment made of it'),
  note: z.string().nullable(),
  createdBy: personSchema,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
/** See {@link orderSchema}. */
export type OrderPayload = z.infer<typeof orderSchema>;

/** See {@link OrderStatusChangedPayload}. */
export const orderStatusChangedSchema = z.object({
  from: orderStatusSchema,
  to: orderStatusSchema,
  reason: z.string().nullable(),
  changedBy: personSchema,
  order: orderSchema.describe('the order as it is now'),
});
/** An order that went on to another status. */
export type OrderStatusChangedPayload = z.infer<typeof orderStatusChangedSchema>;

/** The events of orders. */
export const orderEvents = {
  'order:created': defineEvent({
    version: 1,
    summary: 'An online or phone order came in',
    payload: orderSchema,
    permission: 'orders.read',
    permissionIn: { user: 'orders.own' },
    audience: {
      organization: true,
      branch: (order) => order.branchId,
      order: (order) => order.orderId,
      user: (order) => order.customer.userId,
    },
    delivery: 'durable',
  }),
  'order:status-changed': defineEvent({
    version: 1,
    summary: 'An order went on to another status',
    payload: orderStatusChangedSchema,
    permission: 'orders.read',
    permissionIn: { user: 'orders.own' },
    audience: {
      organization: true,
      branch: ({ order }) => order.branchId,
      order: ({ order }) => order.orderId,
      user: ({ order }) => order.customer.userId,
    },
    delivery: 'durable',
  }),
  'order:payment-reported': defineEvent({
    version: 1,
    summary: 'A payment of an order was approved or declined',
    payload: orderSchema,
    permission: 'orders.read',
    permissionIn: { user: 'orders.own' },
    audience: {
      organization: true,
      branch: (order) => order.branchId,
      order: (order) => order.orderId,
      user: (order) => order.customer.userId,
    },
    delivery: 'durable',
  }),
};
