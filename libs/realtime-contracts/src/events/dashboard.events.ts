import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { amountSchema, currencySchema } from './money.js';

const figures = {
  salesCount: z.int().nonnegative(),
  total: amountSchema,
};

/** What an organization has sold, and refunded, on one business day. */
export const salesDashboardSchema = z.object({
  date: z.iso.date().describe("business day in the organization's time zone"),
  currency: currencySchema,
  ...figures,
  averageTicket: amountSchema.describe('minor units a sale brought on average, rounded; 0 without sales'),
  refunds: z
    .object({ count: z.int().nonnegative(), total: amountSchema })
    .describe('orders refunded on this day, whenever they were sold; no other figure has them taken off'),
  byHour: z
    .array(z.object({ hour: z.int().min(0).max(23), ...figures }))
    .describe('hours of the business day in which something was sold, in order'),
  byProduct: z
    .array(
      z.object({
        productId: z.uuid(),
        sku: z.string(),
        name: z.string(),
        quantity: z.int().positive(),
        total: amountSchema,
      }),
    )
    .max(20)
    .describe('the products that brought most, at most 20'),
  byTill: z
    .array(z.object({ posId: z.uuid().nullable().describe('null: sold through orders'), ...figures }))
    .describe('who sold it'),
  version: z.int().nonnegative().describe('rises with every change of the day'),
});
/** See {@link salesDashboardSchema}. */
export type SalesDashboardPayload = z.infer<typeof salesDashboardSchema>;

/** How the stock of an organization does. */
export const inventoryKpisSchema = z.object({
  currency: currencySchema,
  stockValue: amountSchema.describe(
    'minor units that the units on hand cost; a sum beyond 9007199254740991 either way is told as that',
  ),
  unitsOnHand: z.int().describe('a sum beyond 9007199254740991 either way is told as that'),
  productsUnderMinimum: z.int().nonnegative(),
  productsOutOfStock: z.int().nonnegative(),
  batchesExpiring: z
    .int()
    .nonnegative()
    .describe('batches with units on hand that expire within the warning time or did'),
  soldLast30Days: z.int().nonnegative().describe('units'),
  turnover: z
    .number()
    .nonnegative()
    .nullable()
    .describe('units sold in the last 30 days for each unit on hand; null with nothing on hand'),
  version: z.int().nonnegative().describe('rises with every change'),
});
/** See {@link inventoryKpisSchema}. */
export type InventoryKpisPayload = z.infer<typeof inventoryKpisSchema>;

/** The events of dashboards: at most one of each kind a second in an organization, the last figures always sent. */
export const dashboardEvents = {
  'dashboard:sales:updated': defineEvent({
    version: 1,
    summary: 'The sales figures of a business day changed',
    payload: salesDashboardSchema,
    permission: 'dashboards.read',
    audience: { organization: true },
    delivery: 'latest',
    conflateBy: (sales) => sales.date,
  }),
  'dashboard:inventory-kpis:updated': defineEvent({
    version: 1,
    summary: 'The key figures of the stock changed',
    payload: inventoryKpisSchema,
    permission: 'dashboards.read',
    audience: { organization: true },
    delivery: 'latest',
    conflateBy: () => 'inventory-kpis',
  }),
};
