import type { ErrorTable } from '../../platform/errors/error-codes.js';

/** Every rule of orders that can be violated, as HTTP answers it. */
export const ordersErrors = {
  'orders.order-not-found': { status: 404, message: 'There is no such order' },
  'orders.transition-refused': { status: 409, message: 'The status of the order does not allow this' },
  'orders.already-paid': { status: 409, message: 'The order is paid already' },
  'orders.not-paid': { status: 409, message: 'The order is not paid' },
  'orders.account-missing': {
    status: 409,
    message: 'Only the order of a known customer can be charged to an account',
  },
  'orders.payment-contradicted': {
    status: 409,
    message: 'The payment was reported before with another outcome',
  },
  'orders.payment-of-another-order': {
    status: 409,
    message: 'The payment was reported before, for another order',
  },
} as const satisfies ErrorTable;

declare module '../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    orders: keyof typeof ordersErrors;
  }
}
