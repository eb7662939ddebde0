import type { ErrorTable } from '../../platform/errors/error-codes.js';

/** Every rule of the till that can be violated, as HTTP answers it. */
export const posErrors = {
  'pos.workstation-not-found': { status: 404, message: 'There is no such workstation' },
  'pos.workstation-name-taken': { status: 409, message: 'Another workstation has this name already' },
  'pos.cart-not-found': { status: 404, message: 'There is no such cart' },
  'pos.line-not-found': { status: 404, message: 'The cart has no such line' },
  'pos.discount-not-found': { status: 404, message: 'The cart has no such discount' },
  'pos.payment-not-found': { status: 404, message: 'The cart has no such payment' },
  'pos.cart-not-open': {
    status: 409,
    message: 'The cart is confirmed or cancelled and cannot change any more.',
  },
  'pos.cart-empty': { status: 409, message: 'An empty cart cannot be confirmed' },
  'pos.cart-underpaid': { status: 409, message: 'The cart is not paid in full' },
  'pos.cart-overpaid': {
    status: 409,
    message: 'Cards have paid more than the cart would cost; void a payment first.',
  },
  'pos.cart-has-payments': { status: 409, message: 'The cart holds payments; void them before cancelling' },
  'pos.nothing-due': { status: 409, message: 'Nothing is left to pay' },
  'pos.card-exceeds-due': { status: 409, message: 'A card cannot pay more than what is due' },
  'pos.discount-too-large': { status: 409, message: 'The discount is larger than the amount it reduces' },
  'pos.cart-full': { status: 409, message: 'The cart cannot take more lines' },
  'pos.quantity-too-large': { status: 409, message: 'The line cannot take a larger quantity' },
  'pos.too-many-discounts': { status: 409, message: 'No more discounts can be added here' },
} as const satisfies ErrorTable;

declare module '../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    pos: keyof typeof posErrors;
  }
}
