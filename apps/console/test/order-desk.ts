import type { OrderPayload } from '@business-control/realtime-contracts';

const colleague = { userId: 'u-other', displayName: 'Other Cashier' };

/** Two units of tea, ordered online, nothing paid. */
export function orderOf(number: number, change: Partial<OrderPayload> = {}): OrderPayload {
  return {
    orderId: `o-${number}`,
    number,
    channel: 'online',
    status: 'pending',
    version: 1,
    branchId: null,
    warehouseId: 'w-shop',
    customer: { customerId: null, userId: 'u-customer', name: 'Some Customer' },
    currency: 'EUR',
    lines: [
      {
        lineId: `l-${number}`,
        productId: 'p-tea',
        sku: 'TEA-1',
        name: 'Green tea',
        quantity: 2,
        unitPrice: 450,
        total: 900,
        taxRate: 900,
        tax: 74,
      },
    ],
    total: 900,
    tax: 74,
    payment: null,
    saleId: null,
    note: null,
    createdBy: colleague,
    createdAt: '2026-01-05T09:00:00.000Z',
    updatedAt: '2026-01-05T09:00:00.000Z',
    ...change,
  };
}

export function paymentOf(status: 'approved' | 'declined'): NonNullable<OrderPayload['payment']> {
  return { paymentId: 'pay-1', method: 'card', status, amount: 900, at: '2026-01-05T09:10:00.000Z' };
}
