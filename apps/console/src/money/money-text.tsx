import { Text, type TextProps } from '@mantine/core';
import { formatMoney } from './money.js';

interface MoneyTextProps extends TextProps {
  readonly amount: number;
  readonly currency: string;
}

/** An amount with digits of equal width, so that columns line up and nothing jumps while it changes. */
export function MoneyText({ amount, currency, ...props }: MoneyTextProps) {
  return (
    <Text span className="tabular" {...props}>
      {formatMoney(amount, currency)}
    </Text>
  );
}
