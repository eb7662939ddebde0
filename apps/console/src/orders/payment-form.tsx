import type { OrderPayload } from '@business-control/realtime-contracts';
import { Button, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { formatMoney } from '../money/money.js';
import { methodLabels } from './order-looks.js';

type Method = NonNullable<OrderPayload['payment']>['method'];

interface PaymentFormProps {
  readonly order: OrderPayload;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onReport: (report: { readonly method: Method; readonly approved: boolean }) => void;
}

/** Says what became of the payment of an order; an approved one makes a sale of it. */
export function PaymentForm({ order, busy, onBack, onReport }: PaymentFormProps) {
  const [method, setMethod] = useState<Method>('card');
  const methods: readonly Method[] =
    order.customer.customerId === null ? ['card', 'transfer'] : ['card', 'transfer', 'on-account'];
  return (
    <Paper withBorder p="sm" component="section" aria-label="Payment">
      <Stack gap="sm">
        <Text size="sm">{formatMoney(order.total, order.currency)} were paid by</Text>
        <SegmentedControl
          aria-label="Method"
          data={methods.map((value) => ({ value, label: methodLabels[value] }))}
          value={method}
          onChange={setMethod}
          fullWidth
        />
        <Group gap="xs" justify="flex-end">
          <Button size="xs" variant="subtle" color="gray" onClick={onBack} mr="auto">
            Back
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            onClick={() => onReport({ method, approved: false })}
          >
            Declined
          </Button>
          <Button size="xs" loading={busy} onClick={() => onReport({ method, approved: true })}>
            Approved
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
