import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { amountSchema, currencySchema } from './money.js';
import { personSchema } from './person.js';

/** A till of the organization. */
export const workstationSchema = z.object({
  posId: z.uuid(),
  name: z.string(),
  warehouseId: z.uuid().describe('where the goods that it sells are taken from'),
});
/** See {@link workstationSchema}. */
export type WorkstationPayload = z.infer<typeof workstationSchema>;

const discountSchema = z.object({
  discountId: z.uuid(),
  kind: z.enum(['percent', 'amount']),
  value: z.int().positive().describe('hundredths of a percent (1000 = 10 %), or minor units'),
  reason: z.string().nullable(),
  amount: amountSchema.describe('minor units taken off'),
});

const lineSchema = z.object({
  lineId: z.uuid(),
  productId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int().positive(),
  unitPrice: amountSchema,
  discounts: z.array(discountSchema),
  total: amountSchema.describe('minor units after the discounts of the line'),
  taxRate: z.int().nonnegative().describe('hundredths of a percent (2100 = 21 %), contained in the price'),
  tax: amountSchema.describe(
    "minor units of tax contained in the line, its share of the cart's discounts taken off",
  ),
});

const totalsSchema = z.object({
  subtotal: amountSchema.describe('minor units before any discount'),
  discount: amountSchema.describe('minor units taken off by all discounts'),
  total: amountSchema.describe('minor units to pay, tax included'),
  tax: amountSchema.describe('minor units of tax contained in the total'),
  paid: amountSchema,
  due: amountSchema.describe('minor units still to pay'),
  change: amountSchema.describe('minor units to hand back in cash'),
});

const paymentSchema = z.object({
  paymentId: z.uuid(),
  method: z.enum(['cash', 'card']),
  amount: amountSchema.describe('minor units the customer handed over'),
  takenBy: personSchema,
  takenAt: z.iso.datetime(),
});

const salePaymentSchema = paymentSchema.extend({
  method: z.enum(['cash', 'card', 'transfer', 'on-account']),
});

/** A cart as every screen shows it. */
export const cartSchema = z.object({
  cartId: z.uuid(),
  posId: z.uuid(),
  status: z.enum(['open', 'confirmed', 'cancelled']),
  version: z.int().positive().describe('rises by one with every change of the cart'),
  currency: currencySchema,
  lines: z.array(lineSchema),
  discounts: z.array(discountSchema).describe('discounts on the whole cart'),
  payments: z.array(paymentSchema),
  totals: totalsSchema,
  openedBy: personSchema,
  openedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

/** The state of a cart, as published in `pos:cart:updated` and answered by core-api. */
export type CartPayload = z.infer<typeof cartSchema>;

const cartPaymentSchema = z.object({
  cartId: z.uuid(),
  posId: z.uuid(),
  currency: currencySchema,
  payment: paymentSchema,
  totals: totalsSchema,
});
/** A payment a cart received, with what is still due. */
export type CartPaymentPayload = z.infer<typeof cartPaymentSchema>;

const cartConfirmedSchema = z.object({
  cartId: z.uuid(),
  posId: z.uuid(),
  saleId: z.uuid(),
  currency: currencySchema,
  totals: totalsSchema,
  confirmedBy: personSchema,
  confirmedAt: z.iso.datetime(),
});
/** A cart that was paid in full and closed. */
export type CartConfirmedPayload = z.infer<typeof cartConfirmedSchema>;

/** A completed sale, as published in `pos:sale:completed` and listed by core-api. */
export const saleSchema = z.object({
  saleId: z.uuid(),
  receiptNumber: z.int().positive().describe('contiguous per workstation; the number of the order otherwise'),
  channel: z.enum(['till', 'online', 'phone']),
  posId: z.uuid().nullable().describe('the till that sold it'),
  cartId: z.uuid().nullable().describe('the cart it was, at a till'),
  orderId: z.uuid().nullable().describe('the order it was, otherwise'),
  warehouseId: z.uuid().describe('where its goods are taken from'),
  currency: currencySchema,
  lines: z.array(lineSchema),
  discounts: z.array(discountSchema),
  payments: z.array(salePaymentSchema),
  totals: totalsSchema,
  soldBy: personSchema,
  completedAt: z.iso.datetime(),
});
/** See {@link saleSchema}. */
export type SalePayload = z.infer<typeof saleSchema>;

/** What one till has sold on one business day of the organization. */
export const dailyTotalsSchema = z.object({
  posId: z.uuid(),
  date: z.iso.date().describe("business day in the organization's time zone"),
  currency: currencySchema,
  salesCount: z.int().nonnegative(),
  total: amountSchema,
  tax: amountSchema,
  discount: amountSchema,
  cash: amountSchema.describe('minor units kept in cash, change deducted'),
  card: amountSchema,
});
/** See {@link dailyTotalsSchema}. */
export type DailyTotalsPayload = z.infer<typeof dailyTotalsSchema>;

const availabilitySchema = z.object({
  productId: z.uuid(),
  sku: z.string(),
  warehouseId: z.uuid(),
  available: z.int().describe('units that can still be sold from the warehouse'),
});
/** How many units of a product the tills of a warehouse can still sell. */
export type AvailabilityPayload = z.infer<typeof availabilitySchema>;

/** The events of the till. */
export const posEvents = {
  'pos:cart:updated': defineEvent({
    version: 1,
    summary: 'A cart was opened or cancelled, or its lines, discounts or payments changed',
    payload: cartSchema,
    permission: 'pos.read',
    audience: { organization: true, workstation: (cart) => cart.posId },
    delivery: 'durable',
  }),
  'pos:cart:payment': defineEvent({
    version: 1,
    summary: 'A cart received a payment',
    payload: cartPaymentSchema,
    permission: 'pos.read',
    audience: { organization: true, workstation: (payment) => payment.posId },
    delivery: 'durable',
  }),
  'pos:cart:confirmed': defineEvent({
    version: 1,
    summary: 'A cart was paid in full and confirmed',
    payload: cartConfirmedSchema,
    permission: 'pos.read',
    audience: { organization: true, workstation: (confirmed) => confirmed.posId },
    delivery: 'durable',
  }),
  'pos:sale:completed': defineEvent({
    version: 2,
    summary: 'A sale was completed at a till or by the payment of an order',
    payload: saleSchema,
    permission: 'pos.read',
    audience: { organization: true, workstation: (sale) => sale.posId },
    delivery: 'durable',
  }),
  'pos:daily-totals:updated': defineEvent({
    version: 1,
    summary: "A till's totals of the business day changed",
    payload: dailyTotalsSchema,
    permission: 'pos.totals.read',
    audience: { organization: true },
    delivery: 'latest',
    conflateBy: (totals) => `${totals.posId}/${totals.date}`,
  }),
  'pos:inventory:availability': defineEvent({
    version: 1,
    summary: 'A product sold out, runs short, or can be sold again',
    payload: availabilitySchema,
    permission: 'pos.read',
    audience: { organization: true },
    delivery: 'latest',
    conflateBy: (availability) => `${availability.warehouseId}/${availability.productId}`,
  }),
  'pos:workstation:updated': defineEvent({
    version: 1,
    summary: 'A till was set up or renamed',
    payload: workstationSchema,
    permission: 'pos.read',
    audience: { organization: true },
    delivery: 'latest',
    conflateBy: (workstation) => workstation.posId,
  }),
};
