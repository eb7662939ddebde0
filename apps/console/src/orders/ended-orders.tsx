import type { OrderPayload } from '@business-control/realtime-contracts';
import { Badge, Button, Center, EmptyState, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconClipboardOff } from '@tabler/icons-react';
import { MoneyText } from '../money/money-text.js';
import classes from './order-board.module.css';
import { goodsOf, statusLooks } from './order-looks.js';

interface EndedOrdersProps {
  readonly orders: readonly OrderPayload[];
  readonly onOpen: (order: OrderPayload) => void;
  /** Unless there are no earlier ones. */
  readonly onMore?: () => void;
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** Delivered, cancelled and refunded orders, newest first. */
export function EndedOrders({ orders, onOpen, onMore }: EndedOrdersProps) {
  return (
    <Stack gap="sm">
      {orders.length === 0 && (
        <EmptyState
          variant="light"
          py={60}
          icon={<IconClipboardOff size={28} aria-hidden />}
          title="No order has come to its end yet"
        />
      )}
      <Stack component="ul" role="list" aria-label="Ended orders" gap={6} m={0} p={0}>
        {orders.map((order) => (
          <EndedOrder key={order.orderId} order={order} onOpen={() => onOpen(order)} />
        ))}
      </Stack>
      {onMore && (
        <Center>
          <Button variant="subtle" onClick={onMore}>
            Show earlier orders
          </Button>
        </Center>
      )}
    </Stack>
  );
}

function EndedOrder({ order, onOpen }: { readonly order: OrderPayload; readonly onOpen: () => void }) {
  const { number, customer, status, total, currency, createdAt, version } = order;
  const { label, color } = statusLooks[status];
  return (
    <Paper component="li" withBorder className={classes.card ?? ''} aria-label={`Order ${number}`}>
      <UnstyledButton className={classes.open ?? ''} onClick={onOpen} aria-label={`Open order ${number}`}>
        <Group wrap="nowrap" gap="md">
          <Text size="sm" fw={650} className="tabular" w={44}>
            {number}
          </Text>
          <div style={{ flex: 1, minWidth: 0 }}>
            <Text size="sm" fw={500} truncate>
              {customer.name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {moment.format(new Date(createdAt))}, {goodsOf(order)}
            </Text>
          </div>
          <Stack gap={2} align="flex-end">
            <MoneyText amount={total} currency={currency} size="sm" fw={600} />
            <Badge key={version} variant="dot" color={color} size="sm" tt="none" fw={500} className="arrived">
              {label}
            </Badge>
          </Stack>
        </Group>
      </UnstyledButton>
    </Paper>
  );
}
