import type { OrderPayload } from '@business-control/realtime-contracts';
import { Text } from '@mantine/core';
import { useOrderHistory } from './use-order-history.js';

/** Why an own order was cancelled or refunded; nothing while that is not known. */
export function EndReason({ order }: { readonly order: OrderPayload }) {
  const { data } = useOrderHistory(order, '/orders/own');
  const reason = data?.findLast(({ to }) => to === order.status)?.reason;
  return reason ? (
    <Text size="sm" mt={2} aria-label="Reason">
      {reason}
    </Text>
  ) : null;
}
