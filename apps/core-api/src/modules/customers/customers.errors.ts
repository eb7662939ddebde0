import type { ErrorTable } from '../../platform/errors/error-codes.js';

/** Every rule of customers and their accounts that can be violated, as HTTP answers it. */
export const customersErrors = {
  'customers.customer-not-found': { status: 404, message: 'There is no such customer' },
  'customers.user-taken': { status: 409, message: 'Another customer signs in with this account' },
  'customers.credit-exceeded': { status: 409, message: 'The customer would owe more than the credit limit' },
  'customers.advance-too-large': { status: 409, message: 'So much cannot be paid in advance' },
} as const satisfies ErrorTable;

declare module '../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    customers: keyof typeof customersErrors;
  }
}
