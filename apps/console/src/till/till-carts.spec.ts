import type { CartPayload } from '@business-control/realtime-contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCart, followNewest, newSale, parkedCarts, shownCart } from './till-carts.js';

const nothing = { subtotal: 0, discount: 0, total: 0, tax: 0, paid: 0, due: 0, change: 0 };

function cart(cartId: string, minute: number, change: Partial<CartPayload> = {}): CartPayload {
  const openedAt = new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString();
  return {
    cartId,
    posId: 'till-1',
    status: 'open',
    version: 1,
    currency: 'EUR',
    lines: [],
    discounts: [],
    payments: [],
    totals: nothing,
    openedBy: { userId: 'u', displayName: 'Manager' },
    openedAt,
    updatedAt: openedAt,
    ...change,
  };
}

describe('applyCart', () => {
  it('ends at the newest version in whatever order versions arrive', () => {
    const versions = [1, 2, 3, 4, 5].map((version) => cart('a', 1, { version }));
    fc.assert(
      fc.property(fc.shuffledSubarray(versions, { minLength: 5 }), (arrivals) => {
        expect(arrivals.reduce(applyCart, [])).toEqual([versions[4]]);
      }),
    );
  });

  it('leaves what is shown untouched when nothing is new', () => {
    const carts = [cart('a', 1, { version: 3 })];
    expect(applyCart(carts, cart('a', 1, { version: 3 }))).toBe(carts);
    expect(applyCart(carts, cart('a', 1, { version: 2 }))).toBe(carts);
  });

  it('does not dig up a cart that was closed before this window saw it', () => {
    expect(applyCart([], cart('a', 1, { version: 9, status: 'confirmed' }))).toEqual([]);
  });

  it('keeps the newest cart first', () => {
    const carts = [cart('b', 2), cart('a', 1), cart('c', 3)].reduce(applyCart, []);
    expect(carts.map(({ cartId }) => cartId)).toEqual(['c', 'b', 'a']);
  });
});

describe('shownCart', () => {
  const [a, b] = [cart('a', 1), cart('b', 2)];

  it('follows the newest cart of the workstation', () => {
    expect(shownCart([], followNewest)).toBeUndefined();
    expect(shownCart([b, a], followNewest)).toBe(b);
  });

  it('shows that the followed cart was closed', () => {
    const confirmed = cart('b', 2, { version: 2, status: 'confirmed' });
    expect(shownCart([confirmed, a], followNewest)).toBe(confirmed);
  });

  it('stays with the cart the window works on while others open carts', () => {
    expect(shownCart([b, a], { kind: 'cart', cartId: 'a' })).toBe(a);
  });

  it('leaves a closed cart when the next sale begins', () => {
    const closed = cart('a', 1, {
      status: 'confirmed',
      updatedAt: new Date(Date.UTC(2026, 0, 5, 9, 5)).toISOString(),
    });
    const focus = { kind: 'cart', cartId: 'a' } as const;
    expect(shownCart([b, closed], focus)).toBe(closed);
    const next = cart('c', 6);
    expect(shownCart([next, b, closed], focus)).toBe(next);
  });

  it('shows an empty cart after asking for a new sale, until one is opened', () => {
    const focus = newSale([b, a]);
    expect(shownCart([b, a], focus)).toBeUndefined();
    expect(shownCart([cart('c', 3), b, a], focus)?.cartId).toBe('c');
  });
});

describe('parkedCarts', () => {
  it('are the open carts beside the one shown', () => {
    const carts = [cart('c', 3), cart('b', 2, { status: 'cancelled' }), cart('a', 1)];
    expect(parkedCarts(carts, carts[0]).map(({ cartId }) => cartId)).toEqual(['a']);
  });
});
