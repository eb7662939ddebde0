import type { OrderStatus } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { anOrder, aPaidOrder, NOON } from '../../../test/orders-data.js';
import { advance, isPaid, type OrderAction } from './order.js';

const statuses: readonly OrderStatus[] = [
  'pending',
  'confirmed',
  'preparing',
  'ready',
  'delivered',
  'cancelled',
  'refunded',
];
const actions: readonly OrderAction[] = [
  'confirm',
  'pay',
  'decline',
  'prepare',
  'finish',
  'deliver',
  'cancel',
  'refund',
];

const refused = 'orders.transition-refused';
const paid = 'orders.already-paid';
const unpaid = 'orders.not-paid';

/** The status that each action leads to, or why it is refused: written out, so that a change of the rules is seen here. */
const whileUnpaid: Record<OrderStatus, readonly string[]> = {
  //           confirm      pay          decline      prepare      finish   deliver  cancel       refund
  pending: ['confirmed', 'confirmed', 'pending', refused, refused, refused, 'cancelled', refused],
  confirmed: [refused, 'confirmed', 'confirmed', 'preparing', refused, refused, 'cancelled', unpaid],
  preparing: [refused, 'preparing', 'preparing', refused, 'ready', refused, 'cancelled', unpaid],
  ready: [refused, 'ready', 'ready', refused, refused, unpaid, 'cancelled', unpaid],
  delivered: [refused, refused, refused, refused, refused, refused, refused, unpaid],
  cancelled: actions.map(() => refused),
  refunded: actions.map(() => refused),
};
const whilePaid: Record<OrderStatus, readonly string[]> = {
  pending: ['confirmed', paid, paid, refused, refused, refused, paid, refused],
  confirmed: [refused, paid, paid, 'preparing', refused, refused, paid, 'refunded'],
  preparing: [refused, paid, paid, refused, 'ready', refused, paid, 'refunded'],
  ready: [refused, paid, paid, refused, refused, 'delivered', paid, 'refunded'],
  delivered: [refused, refused, refused, refused, refused, refused, refused, 'refunded'],
  cancelled: actions.map(() => refused),
  refunded: actions.map(() => refused),
};

function outcomeOf(...[order, action]: [Parameters<typeof advance>[0], OrderAction]): string {
  try {
    return advance(order, action, NOON).status;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('what may be done to an order', () => {
  const cells = (table: Record<OrderStatus, readonly string[]>) =>
    statuses.flatMap((status) =>
      actions.map((action, index) => ({ status, action, outcome: table[status][index] })),
    );

  it.each(cells(whileUnpaid))(
    '$action of an unpaid $status order: $outcome',
    ({ status, action, outcome }) => {
      expect(outcomeOf(anOrder({ status }), action)).toBe(outcome);
    },
  );

  it.each(cells(whilePaid))('$action of a paid $status order: $outcome', ({ status, action, outcome }) => {
    expect(outcomeOf(aPaidOrder({ status }), action)).toBe(outcome);
  });

  it('raises the version by one and keeps what it was not told to change', () => {
    const order = anOrder({ version: 3 });
    const later = new Date(NOON.getTime() + 1_000);
    expect(advance(order, 'confirm', later)).toEqual({
      ...order,
      status: 'confirmed',
      version: 4,
      updatedAt: later,
    });
  });

  it('says what was refused, and in which status', () => {
    expect(() => advance(anOrder({ status: 'cancelled' }), 'pay', NOON)).toThrow(
      expect.objectContaining({ code: refused, facts: { status: 'cancelled', action: 'pay' } }),
    );
  });

  it('is paid once a sale was made of it', () => {
    expect([isPaid(anOrder()), isPaid(aPaidOrder())]).toEqual([false, true]);
  });
});
