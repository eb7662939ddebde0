import { ApiError } from './api-error.js';

/** Sentences for the person at the till. A code without one is shown with the sentence of the server. */
const messages: Readonly<Record<string, string>> = {
  'network.unreachable': 'No connection to the server. Check the network and try again.',
  'auth.credentials-invalid': 'Organization, email or password is wrong.',
  'auth.permission-missing': 'Your role does not allow this.',
  'auth.signed-out': 'You were signed out. Please sign in again.',
  'auth.too-many-attempts': 'Too many attempts. Please wait a moment.',
  'auth.session-ended': 'Your session has ended. Please sign in again.',
  'request.too-many': 'That was a lot at once. Please wait a moment.',
  'request.invalid': 'Please check what you entered.',
  'inventory.stock-insufficient': 'There are not enough units left to sell.',
  'pos.cart-not-open': 'This cart was already confirmed or cancelled.',
  'pos.cart-empty': 'Add a product first.',
  'pos.cart-underpaid': 'The cart is not paid in full yet.',
  'pos.cart-has-payments': 'Remove the payments before you cancel the cart.',
  'pos.nothing-due': 'The cart is already paid in full.',
  'pos.card-exceeds-due': 'A card cannot pay more than what is due.',
  'pos.discount-too-large': 'The discount is larger than the price.',
};

/** What to tell a person about a failure. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong. Please try again.';
  return messages[error.code] ?? error.message;
}

/** The code behind a failure, for support. */
export function codeOf(error: unknown): string | null {
  return error instanceof ApiError ? error.code : null;
}
