import type { OrderPayload } from '@business-control/realtime-contracts';
import { Badge, Button, Center, EmptyState, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconClipboardOff } from '@tabler/icons-react';
import type { Branches } from '../branches/branches.js';
import { MoneyText } from '../money/money-text.js';
import classes from './order-board.module.css';
import { goodsOf, statusLooks } from './order-looks.js';
import { orderBranch } from './orders.js';

interface EndedOrdersProps {
  readonly orders: readonly OrderPayload[];
  /** `undefined` until they are known. */
  readonly branches: Branches | undefined;
  readonly onOpen: (order: OrderPayload) => void;
  /** Unless there are no earlier ones. */
  readonly onMore?: () => void;
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** Delivered, cancelled and refunded orders, newest first. */
export function EndedOrders({ orders, branches, onOpen, onMore }: EndedOrdersProps) {
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
          <EndedOrder
            key={order.orderId}
            order={order}
            branch={orderBranch(order, branches)}
            onOpen={() => onOpen(order)}
          />
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

interface EndedOrderProps {
  readonly order: OrderPayload;
  readonly branch: string | null;
  readonly onOpen: () => void;
}

function EndedOrder({ order, branch, onOpen }: EndedOrderProps) {
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
              {moment.format(new Date(createdAt))}
              {branch !== null && `, ${branch}`}, {goodsOf(order)}
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
