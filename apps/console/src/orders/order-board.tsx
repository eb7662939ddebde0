import type { OrderPayload } from '@business-control/realtime-contracts';
import { Badge, Group, Stack, Text } from '@mantine/core';
import type { Branches } from '../branches/branches.js';
import classes from './order-board.module.css';
import { OrderCard } from './order-card.js';
import { statusLooks } from './order-looks.js';
import { activeStatuses } from './orders.js';

interface OrderBoardProps {
  readonly orders: readonly OrderPayload[];
  /** `undefined` until they are known. */
  readonly branches: Branches | undefined;
  readonly onOpen: (order: OrderPayload) => void;
  /** Only for those who may bring orders on. */
  readonly onChanged?: () => void;
}

/** A column for each stage of the way; the newest orders on top. */
export function OrderBoard({ orders, branches, onOpen, onChanged }: OrderBoardProps) {
  return (
    <div className={classes.board}>
      {activeStatuses.map((status) => {
        const { label, color } = statusLooks[status];
        const here = orders.filter((order) => order.status === status);
        return (
          <section key={status} aria-label={label} className={classes.column}>
            <Group gap={8} px={4}>
              <Text size="sm" fw={600}>
                {label}
              </Text>
              <Badge variant="light" color={here.length === 0 ? 'gray' : color} className="tabular">
                {here.length}
              </Badge>
            </Group>
            <Stack component="ul" role="list" gap={8} m={0} p={0}>
              {here.map((order) => (
                <OrderCard
                  key={order.orderId}
                  order={order}
                  branches={branches}
                  onOpen={() => onOpen(order)}
                  {...(onChanged && { onChanged })}
                />
              ))}
            </Stack>
            {here.length === 0 && (
              <Text size="xs" c="dimmed" px={4}>
                None
              </Text>
            )}
          </section>
        );
      })}
    </div>
  );
}
