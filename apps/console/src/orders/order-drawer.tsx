import type { OrderPayload } from '@business-control/realtime-contracts';
import { Badge, Drawer, Group, Stack, Text } from '@mantine/core';
import type { Branches } from '../branches/branches.js';
import { MoneyText } from '../money/money-text.js';
import { OrderActions } from './order-actions-panel.js';
import { OrderHistory } from './order-history.js';
import { channelLabels, methodLabels, statusLooks } from './order-looks.js';
import { orderBranch } from './orders.js';

interface OrderDrawerProps {
  /** As it is now; `undefined` while no order is open. */
  readonly order: OrderPayload | undefined;
  /** `undefined` until they are known. */
  readonly branches: Branches | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  readonly mayManage: boolean;
}

export function OrderDrawer({ order, branches, onClose, onChanged, mayManage }: OrderDrawerProps) {
  return (
    <Drawer
      opened={order !== undefined}
      onClose={onClose}
      position="right"
      size="md"
      title={order && `Order ${order.number}`}
    >
      {order && (
        <Stack gap="lg">
          <OrderSummary order={order} branch={orderBranch(order, branches)} />
          <OrderLines order={order} />
          {mayManage && <OrderActions key={order.orderId} order={order} onChanged={onChanged} />}
          <OrderHistory order={order} />
        </Stack>
      )}
    </Drawer>
  );
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

interface OrderSummaryProps {
  readonly order: OrderPayload;
  readonly branch: string | null;
}

function OrderSummary({ order, branch }: OrderSummaryProps) {
  const { status, channel, customer, createdAt, note } = order;
  const { label, color } = statusLooks[status];
  return (
    <Stack gap={6}>
      <Group justify="space-between">
        <Text fw={600}>{customer.name}</Text>
        <Badge key={status} variant="light" color={color} tt="none" className="arrived" aria-label="Status">
          {label}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {channelLabels[channel]}, {moment.format(new Date(createdAt))}
      </Text>
      {branch !== null && <Text size="sm">Branch {branch}</Text>}
      {note && <Text size="sm">{note}</Text>}
    </Stack>
  );
}

function OrderLines({ order: { lines, total, tax, currency, payment } }: { readonly order: OrderPayload }) {
  return (
    <Stack gap={6} component="section" aria-label="What was ordered">
      {lines.map(({ lineId, quantity, name, total: price }) => (
        <Group key={lineId} justify="space-between" wrap="nowrap" align="flex-start" gap="md">
          <Text size="sm">
            {quantity} × {name}
          </Text>
          <MoneyText amount={price} currency={currency} size="sm" />
        </Group>
      ))}
      <Group justify="space-between" mt={4}>
        <Text fw={600}>Total</Text>
        <MoneyText amount={total} currency={currency} fw={650} />
      </Group>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          Tax included
        </Text>
        <MoneyText amount={tax} currency={currency} size="xs" c="dimmed" />
      </Group>
      <Group justify="space-between">
        <Text size="sm">Payment</Text>
        {payment ? (
          <Badge variant="light" color={payment.status === 'approved' ? 'teal' : 'red'} tt="none">
            {methodLabels[payment.method]}, {payment.status}
          </Badge>
        ) : (
          <Badge variant="light" color="gray" tt="none">
            Not paid yet
          </Badge>
        )}
      </Group>
    </Stack>
  );
}
