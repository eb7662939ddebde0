import type { CartPayload } from '@business-control/realtime-contracts';
import { Button, Group, Modal, NumberInput, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { decimalsOf, formatMoney, toMajor, toMinor } from '../money/money.js';
import { CartTotals } from './cart-totals.js';
import { quickCash } from './quick-cash.js';
import type { PaymentMethod, Till } from './use-till.js';

interface PaymentDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly cart: CartPayload;
  readonly till: Till;
}

/** Takes payments until nothing is due, in any mix of cash and card, then confirms. */
export function PaymentDialog({ opened, onClose, cart, till }: PaymentDialogProps) {
  const { due, change } = cart.totals;
  return (
    <Modal opened={opened} onClose={onClose} title="Payment" centered size="md">
      <Stack gap="md">
        <CartTotals cart={cart} onVoidPayment={till.voidPayment} />
        {due > 0 ? (
          <PaymentForm key={due} due={due} currency={cart.currency} busy={till.busy} onPay={till.pay} />
        ) : (
          <Button data-autofocus size="lg" loading={till.busy} onClick={() => void till.confirm(cart.cartId)}>
            {change > 0 ? `Give ${formatMoney(change, cart.currency)} change and confirm` : 'Confirm sale'}
          </Button>
        )}
      </Stack>
    </Modal>
  );
}

interface PaymentFormProps {
  readonly due: number;
  readonly currency: string;
  readonly busy: boolean;
  readonly onPay: (method: PaymentMethod, amount: number) => Promise<boolean>;
}

function PaymentForm({ due, currency, busy, onPay }: PaymentFormProps) {
  const [method, setMethod] = useState<PaymentMethod>('cash');
  const [typed, setTyped] = useState<number | string>(toMajor(due, currency));
  const amount = toMinor(Number(typed), currency);
  const change = Math.max(0, amount - due);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (amount > 0) void onPay(method, amount);
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Method"
          fullWidth
          value={method}
          onChange={(chosen) => setMethod(chosen === 'card' ? 'card' : 'cash')}
          data={[
            { value: 'cash', label: 'Cash' },
            { value: 'card', label: 'Card' },
          ]}
        />
        {method === 'cash' && (
          <SimpleGrid cols={3} spacing="xs" role="group" aria-label="Quick amounts">
            {quickCash(due, currency).map((quick) => (
              <Button
                key={quick}
                variant="default"
                px={4}
                disabled={busy}
                onClick={() => void onPay('cash', quick)}
              >
                {formatMoney(quick, currency)}
              </Button>
            ))}
          </SimpleGrid>
        )}
        <NumberInput
          data-autofocus
          label={`Amount in ${currency}`}
          description="Less than what is due splits the payment."
          size="md"
          value={typed}
          onChange={setTyped}
          min={0}
          max={method === 'card' ? toMajor(due, currency) : 10_000_000}
          clampBehavior={method === 'card' ? 'strict' : 'none'}
          decimalScale={decimalsOf(currency)}
          fixedDecimalScale
          hideControls
          onFocus={(event) => event.currentTarget.select()}
        />
        {method === 'cash' && change > 0 && (
          <Group justify="space-between">
            <Text size="sm">Change</Text>
            <Text fw={600}>{formatMoney(change, currency)}</Text>
          </Group>
        )}
        <Button type="submit" size="lg" loading={busy} disabled={!(amount > 0)}>
          {method === 'cash' ? 'Take cash' : 'Charge card'}
        </Button>
      </Stack>
    </form>
  );
}
