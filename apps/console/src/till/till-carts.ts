import type { CartPayload } from '@business-control/realtime-contracts';

/**
 * Which cart of a workstation a window shows.
 * - `follow`: the newest one opened after a moment, so that a second screen mirrors the till; `after` is the moment
 *   this window asked for a new sale, `''` before that;
 * - `cart`: the one this window works on, whatever others open beside it.
 */
export type Focus =
  | { readonly kind: 'follow'; readonly after: string }
  | { readonly kind: 'cart'; readonly cartId: string };

export const followNewest: Focus = { kind: 'follow', after: '' };

/**
 * The carts with one of them as it arrived, newest first. Answers and events overtake each other, so a cart only ever
 * replaces an older version of itself. Carts that were closed before this window saw them stay out.
 */
export function applyCart(carts: readonly CartPayload[], incoming: CartPayload): readonly CartPayload[] {
  const known = carts.find(({ cartId }) => cartId === incoming.cartId);
  if (known ? known.version >= incoming.version : incoming.status !== 'open') return carts;
  return [...carts.filter((cart) => cart !== known), incoming].sort((a, b) =>
    b.openedAt.localeCompare(a.openedAt),
  );
}

/** The cart to show; `undefined` for the empty cart of a sale that has not begun. */
export function shownCart(carts: readonly CartPayload[], focus: Focus): CartPayload | undefined {
  if (focus.kind === 'follow') return carts.find(({ openedAt }) => openedAt > focus.after);
  const own = carts.find(({ cartId }) => cartId === focus.cartId);
  if (own?.status === 'open') return own;
  // A closed cart stays on the screen until the next sale begins, here or on another screen.
  return carts.find(({ openedAt }) => openedAt > (own?.updatedAt ?? '')) ?? own;
}

/** The focus of a window that asks for a new sale: every cart so far is behind it. */
export function newSale(carts: readonly CartPayload[]): Focus {
  return { kind: 'follow', after: carts[0]?.openedAt ?? '' };
}

/** Open carts beside the one shown, to go back to. */
export function parkedCarts(
  carts: readonly CartPayload[],
  shown: CartPayload | undefined,
): readonly CartPayload[] {
  return carts.filter(({ cartId, status }) => status === 'open' && cartId !== shown?.cartId);
}
