import type { OrderPayload, OrderStatus } from '@business-control/realtime-contracts';
import type { OrderAction } from './order-actions.js';

interface StatusLook {
  readonly label: string;
  /** For whoever ordered. */
  readonly told: string;
  readonly color: string;
}

export const statusLooks: Record<OrderStatus, StatusLook> = {
  pending: { label: 'New', told: 'Waiting for the shop', color: 'orange' },
  confirmed: { label: 'Confirmed', told: 'Confirmed', color: 'blue' },
  preparing: { label: 'Preparing', told: 'Being prepared', color: 'violet' },
  ready: { label: 'Ready', told: 'Ready for you', color: 'teal' },
  delivered: { label: 'Delivered', told: 'Delivered', color: 'gray' },
  cancelled: { label: 'Cancelled', told: 'Cancelled', color: 'red' },
  refunded: { label: 'Refunded', told: 'Refunded', color: 'grape' },
};

export const channelLabels: Record<OrderPayload['channel'], string> = { online: 'Online', phone: 'By phone' };

export const methodLabels: Record<NonNullable<OrderPayload['payment']>['method'], string> = {
  card: 'Card',
  transfer: 'Transfer',
  'on-account': 'On account',
};

export const actionLabels: Record<OrderAction, string> = {
  confirm: 'Confirm',
  prepare: 'Start preparing',
  ready: 'Mark as ready',
  deliver: 'Hand over',
  pay: 'Report a payment',
  cancel: 'Cancel',
  refund: 'Refund',
};

/** `2 × Flat white, Croissant` */
export function goodsOf({ lines }: Pick<OrderPayload, 'lines'>): string {
  return lines.map(({ quantity, name }) => (quantity === 1 ? name : `${quantity} × ${name}`)).join(', ');
}
