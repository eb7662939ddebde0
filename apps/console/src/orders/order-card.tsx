import type { OrderPayload } from '@business-control/realtime-contracts';
import { Badge, Box, Button, Group, Paper, Text, UnstyledButton } from '@mantine/core';
import { IconPhone, IconWorld } from '@tabler/icons-react';
import { useCommand } from '../api/use-command.js';
import type { Branches } from '../branches/branches.js';
import { MoneyText } from '../money/money-text.js';
import { actionsFor, isPaid } from './order-actions.js';
import classes from './order-board.module.css';
import { actionLabels, channelLabels, goodsOf } from './order-looks.js';
import { orderBranch } from './orders.js';

interface OrderCardProps {
  readonly order: OrderPayload;
  /** `undefined` until they are known. */
  readonly branches: Branches | undefined;
  readonly onOpen: () => void;
  readonly onChanged?: () => void;
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** An order at a glance; it lights up for a moment when it comes to its column. */
export function OrderCard({ order, branches, onOpen, onChanged }: OrderCardProps) {
  const { number, channel, customer, total, currency, createdAt } = order;
  const branch = orderBranch(order, branches);
  const Channel = channel === 'phone' ? IconPhone : IconWorld;
  return (
    <Paper component="li" withBorder className={`${classes.card} arrived`} aria-label={`Order ${number}`}>
      <UnstyledButton className={classes.open ?? ''} onClick={onOpen} aria-label={`Open order ${number}`}>
        <Group justify="space-between" wrap="nowrap" gap={6}>
          <Group gap={6} wrap="nowrap">
            <Channel size={15} stroke={1.8} aria-label={channelLabels[channel]} />
            <Text size="sm" fw={650} className="tabular">
              {number}
            </Text>
            <Text size="xs" c="dimmed" component="time" dateTime={createdAt}>
              {isToday(createdAt) ? time.format(new Date(createdAt)) : moment.format(new Date(createdAt))}
            </Text>
          </Group>
          <PaymentMark order={order} />
        </Group>
        <Text size="sm" fw={550} truncate mt={4}>
          {customer.name}
        </Text>
        {branch !== null && (
          <Text size="xs" c="dimmed" truncate>
            {branch}
          </Text>
        )}
        <Text size="xs" c="dimmed" lineClamp={2}>
          {goodsOf(order)}
        </Text>
        <MoneyText amount={total} currency={currency} size="sm" fw={650} />
      </UnstyledButton>
      {onChanged && <NextStep order={order} onChanged={onChanged} />}
    </Paper>
  );
}

function PaymentMark({ order }: { readonly order: OrderPayload }) {
  const declined = order.payment?.status === 'declined';
  const mark = isPaid(order)
    ? { label: 'Paid', color: 'teal' }
    : declined
      ? { label: 'Declined', color: 'red' }
      : { label: 'Not paid', color: 'gray' };
  return (
    <Badge variant="light" color={mark.color} size="sm" tt="none">
      {mark.label}
    </Badge>
  );
}

/** The one click that most orders need; everything else is in the order itself. */
function NextStep({ order, onChanged }: { readonly order: OrderPayload; readonly onChanged: () => void }) {
  const { busy, give } = useCommand(onChanged);
  const next = actionsFor(order).find(
    (action) => action !== 'pay' && action !== 'cancel' && action !== 'refund',
  );
  if (!next) return null;
  return (
    <Box px={12} pb={10}>
      <Button
        size="compact-sm"
        variant="light"
        fullWidth
        loading={busy}
        onClick={() =>
          void give({
            title: `Order ${order.number} did not go on`,
            method: 'POST',
            path: `/orders/${order.orderId}/${next}`,
          })
        }
      >
        {actionLabels[next]}
      </Button>
    </Box>
  );
}

function isToday(at: string): boolean {
  return new Date(at).toDateString() === new Date().toDateString();
}
