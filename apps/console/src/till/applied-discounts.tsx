import type { CartPayload } from '@business-control/realtime-contracts';
import { CloseButton, Group, Text } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { formatMoney } from '../money/money.js';

type Discount = CartPayload['discounts'][number];

interface AppliedDiscountsProps {
  readonly discounts: readonly Discount[];
  readonly currency: string;
  readonly disabled: boolean;
  readonly onRemove: (discountId: string) => unknown;
}

/** What was taken off, and the way to take it back. */
export function AppliedDiscounts({ discounts, currency, disabled, onRemove }: AppliedDiscountsProps) {
  return discounts.map((discount) => (
    <Group key={discount.discountId} gap={6} wrap="nowrap" c="brand">
      <IconTag size={14} aria-hidden />
      <Text size="xs" flex={1} truncate>
        {discountName(discount)}
      </Text>
      <Text size="xs" fw={500} className="tabular">
        {formatMoney(-discount.amount, currency)}
      </Text>
      {!disabled && (
        <CloseButton
          size="xs"
          aria-label={`Take back ${discountName(discount)}`}
          onClick={() => onRemove(discount.discountId)}
        />
      )}
    </Group>
  ));
}

function discountName({ kind, value, reason }: Discount): string {
  const size = kind === 'percent' ? `${value / 100} % discount` : 'Discount';
  return reason ? `${size}: ${reason}` : size;
}
