import { ApiError } from './api-error.js';

/** Sentences for the person at the screen. A code without one is shown with the sentence of the server. */
const messages: Readonly<Record<string, string>> = {
  'network.unreachable': 'No connection to the server. Check the network and try again.',
  'auth.credentials-invalid': 'Organization, email or password is wrong.',
  'auth.permission-missing': 'Your role does not allow this.',
  'auth.signed-out': 'You were signed out. Please sign in again.',
  'auth.session-ended': 'Your session has ended. Please sign in again.',
  'auth.sign-in-elsewhere': 'Your password is kept where you sign in, not here.',
  'identity.password-wrong': 'The current password is wrong.',
  'identity.password-unchanged': 'The new password is the current one.',
  'identity.email-taken': 'Somebody has this email address already.',
  'identity.last-admin': 'There would be no administrator left.',
  'request.too-many': 'That was a lot at once. Please wait a moment.',
  'request.invalid': 'Please check what you entered.',
  'client.timeout': 'The server did not answer in time.',
  'client.disconnected': 'The connection was lost.',
  'branches.branch-name-taken': 'Another branch has this name.',
  'chat.channel-forbidden': 'You are not a member of this channel.',
  'chat.channel-archived': 'This channel is archived.',
  'chat.person-not-found': 'This person does not take part in conversations of this kind.',
  'chat.ticket-taken': 'Somebody else has taken this conversation.',
  'chat.ticket-closed': 'This conversation is closed.',
  'chat.unavailable': 'The chat does not answer at the moment.',
  'visitors.organization-not-found': 'There is no shop at this address.',
  'visitors.unavailable': 'This shop does not receive visitors here.',
  'inventory.stock-insufficient': 'There are not enough units left.',
  'inventory.batch-insufficient': 'There are not enough units left of this batch.',
  'inventory.batch-expires-otherwise': 'This batch is known with another expiry date.',
  'inventory.movement-not-draft': 'The movement was already applied.',
  'inventory.movement-not-applied': 'The movement was already reversed.',
  'inventory.count-session-running': 'The warehouse is being counted already.',
  'inventory.count-outdated': 'The stock moved while you counted. Please count again.',
  'orders.transition-refused': 'The order has gone on meanwhile.',
  'orders.already-paid': 'The order is paid already.',
  'orders.not-paid': 'The order is not paid yet.',
  'orders.account-missing': 'Only the order of a known customer can be charged to an account.',
  'customers.credit-exceeded': 'This is more than the customer may owe.',
  'pos.cart-not-open': 'This cart was already confirmed or cancelled.',
  'pos.cart-empty': 'Add a product first.',
  'pos.cart-underpaid': 'The cart is not paid in full yet.',
  'pos.cart-has-payments': 'Remove the payments before you cancel the cart.',
  'pos.workstation-name-taken': 'Another till has this name.',
  'pos.nothing-due': 'The cart is already paid in full.',
  'pos.card-exceeds-due': 'A card cannot pay more than what is due.',
  'pos.discount-too-large': 'The discount is larger than the price.',
};

/** What to tell a person about a failure. */
export function messageOf(error: unknown): string {
  if (!isCoded(error)) return 'Something went wrong. Please try again.';
  if (error instanceof ApiError && error.code === 'auth.too-many-attempts') return tooManyAttempts(error);
  return messages[error.code] ?? error.message;
}

/** Guessing is stopped for minutes, or longer: nobody should try again each moment. */
function tooManyAttempts({ facts: { retryAfterMs } }: ApiError): string {
  const minutes = typeof retryAfterMs === 'number' ? Math.ceil(retryAfterMs / 60_000) : 0;
  if (minutes < 2) return 'Too many attempts. Please wait a moment.';
  return `Too many attempts. Please try again in ${minutes} minutes.`;
}

/** The code behind a failure, for support. */
export function codeOf(error: unknown): string | null {
  return isCoded(error) ? error.code : null;
}

/** What core-api or the live connection answers. */
function isCoded(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
