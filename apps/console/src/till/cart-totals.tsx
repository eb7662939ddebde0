import type { SalePayload } from '@business-control/realtime-contracts';
import { CloseButton, Group, Text } from '@mantine/core';
import { MoneyText } from '../money/money-text.js';

interface CartTotalsProps {
  readonly cart: Pick<SalePayload, 'totals' | 'currency' | 'payments'>;
  readonly onVoidPayment?: ((paymentId: string) => unknown) | undefined;
}

type Method = SalePayload['payments'][number]['method'];

const methodNames: Readonly<Record<Method, string>> = {
  cash: 'Cash',
  card: 'Card',
  transfer: 'Transfer',
  'on-account': 'On account',
};

/** The sum at the end of a cart or receipt. */
export function CartTotals({ cart: { totals, currency, payments }, onVoidPayment }: CartTotalsProps) {
  const { subtotal, discount, total, tax, due, change, paid } = totals;
  return (
    <div>
      {discount > 0 && <Row label="Subtotal" amount={subtotal} currency={currency} />}
      {discount > 0 && <Row label="Discounts" amount={-discount} currency={currency} />}
      <Row label="Tax included" amount={tax} currency={currency} />
      <Group justify="space-between" mt={4}>
        <Text fw={650}>Total</Text>
        <MoneyText amount={total} currency={currency} fw={700} size="xl" data-testid="cart-total" />
      </Group>
      {payments.map(({ paymentId, method, amount }) => (
        <Group key={paymentId} justify="space-between" wrap="nowrap" gap={6}>
          <Text size="sm" c="dimmed" flex={1}>
            {methodNames[method]}
          </Text>
          <MoneyText amount={amount} currency={currency} size="sm" c="dimmed" />
          {onVoidPayment && (
            <CloseButton
              size="xs"
              aria-label={`Hand back ${method} payment`}
              onClick={() => onVoidPayment(paymentId)}
            />
          )}
        </Group>
      ))}
      {paid > 0 && due > 0 && <Row label="Still to pay" amount={due} currency={currency} strong />}
      {change > 0 && <Row label="Change" amount={change} currency={currency} strong />}
    </div>
  );
}

interface RowProps {
  readonly label: string;
  readonly amount: number;
  readonly currency: string;
  readonly strong?: boolean;
}

function Row({ label, amount, currency, strong = false }: RowProps) {
  const look = strong ? { fw: 600 } : { c: 'dimmed' };
  return (
    <Group justify="space-between">
      <Text size="sm" {...look}>
        {label}
      </Text>
      <MoneyText amount={amount} currency={currency} size="sm" {...look} />
    </Group>
  );
}
