import type { OrderPayload } from '@business-control/realtime-contracts';
import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../api/use-command.js';
import { actionsFor, type OrderAction } from './order-actions.js';
import { actionLabels } from './order-looks.js';
import { PaymentForm } from './payment-form.js';
import { ReasonForm } from './reason-form.js';

/** Actions that ask something first. */
type Asking = Extract<OrderAction, 'pay' | 'cancel' | 'refund'>;

interface OrderActionsProps {
  readonly order: OrderPayload;
  readonly onChanged: () => void;
}

export function OrderActions({ order, onChanged }: OrderActionsProps) {
  const { busy, give } = useCommand(onChanged);
  const [asking, setAsking] = useState<Asking | null>(null);
  const actions = actionsFor(order);
  if (actions.length === 0) return null;
  const act = async (path: string, body?: object) => {
    const done = await give({
      title: `Order ${order.number} stays as it is`,
      method: 'POST',
      path: `/orders/${order.orderId}/${path}`,
      ...(body && { body }),
    });
    if (done) setAsking(null);
  };
  const back = () => setAsking(null);
  // Somebody else may have brought the order on meanwhile.
  if (asking === 'pay' && actions.includes('pay'))
    return (
      <PaymentForm
        order={order}
        busy={busy}
        onBack={back}
        onReport={(report) => void act('payments', report)}
      />
    );
  if (asking && asking !== 'pay' && actions.includes(asking))
    return (
      <ReasonForm
        action={asking}
        busy={busy}
        onBack={back}
        onGive={(reason, restock) => void act(asking, asking === 'refund' ? { reason, restock } : { reason })}
      />
    );
  return (
    <Stack gap="xs">
      <Group gap="xs" grow preventGrowOverflow={false}>
        {actions.map((action, index) => (
          <Button
            key={action}
            variant={index === 0 ? 'filled' : 'default'}
            disabled={busy}
            onClick={() =>
              action === 'pay' || action === 'cancel' || action === 'refund'
                ? setAsking(action)
                : void act(action)
            }
          >
            {actionLabels[action]}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
