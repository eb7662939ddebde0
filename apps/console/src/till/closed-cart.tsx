import type { CartPayload } from '@business-control/realtime-contracts';
import { Button, Divider, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { formatMoney } from '../money/money.js';
import { MoneyText } from '../money/money-text.js';
import { CartTotals } from './cart-totals.js';
import { useReceipt } from './till-data.js';

interface ClosedCartProps {
  readonly cart: CartPayload;
  /** Whether it was closed in this window; otherwise it says that somebody else did it. */
  readonly closedHere: boolean;
  readonly maySell: boolean;
  readonly onNewSale: () => void;
}

/** The end of a sale, until the next one begins. */
export function ClosedCart({ cart, closedHere, maySell, onNewSale }: ClosedCartProps) {
  const receipt = useReceipt(cart.cartId);
  const confirmed = cart.status === 'confirmed';
  const { currency, totals } = cart;
  return (
    <Stack p="md" gap="md" my="auto" role="status">
      <Stack align="center" gap={6}>
        <ThemeIcon size={54} radius="xl" variant="light" color={confirmed ? 'teal' : 'gray'}>
          {confirmed ? <IconCheck size={30} aria-hidden /> : <IconX size={30} aria-hidden />}
        </ThemeIcon>
        <Title order={2} size="h4">
          {confirmed ? 'Sale complete' : 'Cart cancelled'}
        </Title>
        {!closedHere && (
          <Text size="sm" c="dimmed" ta="center">
            {confirmed
              ? `Confirmed${receipt ? ` by ${receipt.soldBy.displayName}` : ''} on another screen`
              : 'Cancelled on another screen'}
          </Text>
        )}
        {receipt && (
          <Text size="sm" c="dimmed">
            Receipt {receipt.receiptNumber}
          </Text>
        )}
        {totals.change > 0 && confirmed && (
          <Text fw={650} size="lg">
            Change {formatMoney(totals.change, currency)}
          </Text>
        )}
      </Stack>
      {confirmed && (
        <>
          <Divider />
          <Stack gap={4}>
            {cart.lines.map(({ lineId, quantity, name, total }) => (
              <Group key={lineId} justify="space-between" wrap="nowrap" align="flex-start">
                <Text size="sm">
                  {quantity} × {name}
                </Text>
                <MoneyText amount={total} currency={currency} size="sm" />
              </Group>
            ))}
          </Stack>
          <CartTotals cart={cart} />
        </>
      )}
      {maySell && (
        <Button size="lg" onClick={onNewSale} autoFocus={closedHere}>
          New sale
        </Button>
      )}
    </Stack>
  );
}
