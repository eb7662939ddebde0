import type { CartPayload, SalePayload } from '@business-control/realtime-contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useApi } from '../api/api-context.js';
import { ApiError } from '../api/api-error.js';
import { notifyFailure } from '../api/notify-failure.js';
import { type Focus, followNewest, newSale, parkedCarts, shownCart } from './till-carts.js';
import { cartsKey, putCart, putReceipt, useCarts } from './till-data.js';

export interface DiscountInput {
  readonly lineId: string | null;
  readonly kind: 'percent' | 'amount';
  readonly value: number;
  readonly reason: string | null;
}

export type PaymentMethod = CartPayload['payments'][number]['method'];

/** A workstation as this window works on it: the cart it shows, and everything that can be done to it. */
export function useTill(posId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const { data: carts = [], isPending, error, refetch } = useCarts(posId);
  const [focus, setFocus] = useState<Focus>(followNewest);
  const [closedHere, setClosedHere] = useState<readonly string[]>([]);
  /** The focus as the next command must see it, which may run before the next render. */
  const focusNow = useRef(focus);
  const cart = shownCart(carts, focus);

  const look = (next: Focus) => {
    focusNow.current = next;
    setFocus(next);
  };
  const latest = () => queryClient.getQueryData<readonly CartPayload[]>(cartsKey(posId)) ?? [];
  const keep = (answer: CartPayload) => {
    putCart(queryClient, answer);
    look({ kind: 'cart', cartId: answer.cartId });
    return answer;
  };

  /** Commands of a window run one after the other: two quick taps open one cart, and add to it twice. */
  const command = useMutation({
    scope: { id: `till/${posId}` },
    mutationFn: ({ work }: { readonly title: string; readonly work: () => Promise<unknown> }) => work(),
    onError: (failure, { title }) => {
      notifyFailure(title, failure);
      // Refused because the cart is not what it seemed: look again.
      if (failure instanceof ApiError && failure.status !== null && failure.status < 500) void refetch();
    },
  });
  const run = (title: string, work: () => Promise<unknown>) =>
    command.mutateAsync({ title, work }).then(
      () => true,
      () => false,
    );

  const openCart = async (): Promise<CartPayload> => {
    const shown = shownCart(latest(), focusNow.current);
    if (shown?.status === 'open') return shown;
    return keep(await api.command<CartPayload>('POST', '/pos/carts', { posId }));
  };
  const change = (title: string, method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
    run(title, async () => {
      const { cartId } = await openCart();
      keep(await api.command<CartPayload>(method, `/pos/carts/${cartId}${path}`, body));
    });

  return {
    cart,
    parked: parkedCarts(carts, cart),
    isPending,
    error: carts.length === 0 ? error : null,
    refetch,
    busy: command.isPending,
    /** Whether the cart shown was closed in this window and not on another screen. */
    closedHere: cart !== undefined && closedHere.includes(cart.cartId),
    addProduct: (productId: string) =>
      change('The product was not added', 'POST', '/lines', { productId, quantity: 1 }),
    setQuantity: (lineId: string, quantity: number) =>
      change('The quantity was not changed', 'PATCH', `/lines/${lineId}`, { quantity }),
    removeLine: (lineId: string) => change('The line was not removed', 'DELETE', `/lines/${lineId}`),
    addDiscount: (discount: DiscountInput) =>
      change('The discount was not given', 'POST', '/discounts', discount),
    removeDiscount: (discountId: string) =>
      change('The discount was not removed', 'DELETE', `/discounts/${discountId}`),
    pay: (method: PaymentMethod, amount: number) =>
      change('The payment was not taken', 'POST', '/payments', { method, amount }),
    voidPayment: (paymentId: string) =>
      change('The payment was not handed back', 'DELETE', `/payments/${paymentId}`),
    confirm: (cartId: string) =>
      run('The sale was not confirmed', async () => {
        const answer = await api.command<{ cart: CartPayload; sale: SalePayload }>(
          'POST',
          `/pos/carts/${cartId}/confirm`,
        );
        setClosedHere((ids) => [...ids, cartId]);
        putReceipt(queryClient, answer.sale);
        keep(answer.cart);
      }),
    cancel: (cartId: string) =>
      run('The cart was not cancelled', async () => {
        const cancelled = await api.command<CartPayload>('POST', `/pos/carts/${cartId}/cancel`);
        setClosedHere((ids) => [...ids, cartId]);
        keep(cancelled);
      }),
    newSale: () => look(newSale(latest())),
    show: ({ cartId }: CartPayload) => look({ kind: 'cart', cartId }),
  };
}

export type Till = ReturnType<typeof useTill>;
