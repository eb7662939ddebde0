import type { OrderPayload, OrderStatus } from '@business-control/realtime-contracts';
import { Badge, Group, Paper, Progress, Text } from '@mantine/core';
import { MoneyText } from '../money/money-text.js';
import { EndReason } from './end-reason.js';
import { isPaid } from './order-actions.js';
import { goodsOf, statusLooks } from './order-looks.js';
import { activeStatuses, isActive } from './orders.js';

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** An order as whoever placed it sees it. */
export function OwnOrder({ order }: { readonly order: OrderPayload }) {
  const { number, status, total, currency, createdAt } = order;
  const { told, color } = statusLooks[status];
  return (
    <Paper component="li" withBorder p="md" aria-label={`Order ${number}`} style={{ listStyle: 'none' }}>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>Order {number}</Text>
        <Badge
          key={status}
          size="lg"
          variant="light"
          color={color}
          tt="none"
          className="arrived"
          aria-label="Status"
        >
          {told}
        </Badge>
      </Group>
      <Text size="sm" mt={2}>
        {goodsOf(order)}
      </Text>
      {(status === 'cancelled' || status === 'refunded') && <EndReason order={order} />}
      <Group justify="space-between" gap="xs" mt={2}>
        <Text size="xs" c="dimmed">
          {moment.format(new Date(createdAt))}
        </Text>
        <Group gap={8}>
          {isPaid(order) && (
            <Badge variant="light" color="teal" size="sm" tt="none">
              Paid
            </Badge>
          )}
          <MoneyText amount={total} currency={currency} fw={650} size="sm" />
        </Group>
      </Group>
      {isActive(order) && <Way status={status} />}
    </Paper>
  );
}

/** How far an order has come. */
function Way({ status }: { readonly status: OrderStatus }) {
  const reached = (activeStatuses as readonly OrderStatus[]).indexOf(status);
  return (
    <Progress.Root size={6} mt="sm" aria-hidden style={{ gap: 4, background: 'none' }}>
      {activeStatuses.map((stage, index) => (
        <Progress.Section
          key={stage}
          value={100 / activeStatuses.length}
          color={index <= reached ? statusLooks[status].color : 'var(--mantine-color-default-border)'}
        />
      ))}
    </Progress.Root>
  );
}
