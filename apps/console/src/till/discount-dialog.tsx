import { Button, Group, NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { MenuDialog, type MenuDialogProps } from '../dialogs/menu-dialog.js';
import { decimalsOf, toMinor } from '../money/money.js';
import type { DiscountInput } from './use-till.js';

type Discount = Omit<DiscountInput, 'lineId'>;

interface DiscountDialogProps extends Pick<MenuDialogProps, 'menu' | 'opened' | 'onClose'> {
  /** What the discount is for: the name of a product, or `the whole cart`. */
  readonly subject: string;
  readonly currency: string;
  /** Answers whether the discount was given; the dialog stays open when not. */
  readonly onGive: (discount: Discount) => Promise<boolean>;
}

export function DiscountDialog({ menu, opened, onClose, subject, ...form }: DiscountDialogProps) {
  return (
    <MenuDialog menu={menu} opened={opened} onClose={onClose} title={`Discount on ${subject}`} centered>
      <DiscountForm {...form} onClose={onClose} />
    </MenuDialog>
  );
}

const quickPercents = [5, 10, 15, 20];

function DiscountForm({
  currency,
  onGive,
  onClose,
}: Omit<DiscountDialogProps, 'menu' | 'opened' | 'subject'>) {
  const [kind, setKind] = useState<Discount['kind']>('percent');
  const [value, setValue] = useState<number | string>('');
  const [reason, setReason] = useState('');
  const [giving, setGiving] = useState(false);
  const give = async (size: number) => {
    setGiving(true);
    const minor = kind === 'percent' ? Math.round(size * 100) : toMinor(size, currency);
    const given = await onGive({ kind, value: minor, reason: reason.trim() || null });
    setGiving(false);
    if (given) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (Number(value) > 0) void give(Number(value));
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Kind of discount"
          fullWidth
          value={kind}
          onChange={(chosen) => setKind(chosen === 'amount' ? 'amount' : 'percent')}
          data={[
            { value: 'percent', label: 'Percent' },
            { value: 'amount', label: 'Amount' },
          ]}
        />
        {kind === 'percent' && (
          <Group grow gap="xs">
            {quickPercents.map((percent) => (
              <Button
                key={percent}
                variant="default"
                px={0}
                disabled={giving}
                onClick={() => void give(percent)}
              >
                {percent} %
              </Button>
            ))}
          </Group>
        )}
        <NumberInput
          data-autofocus
          label={kind === 'percent' ? 'Percent' : `Amount in ${currency}`}
          value={value}
          onChange={setValue}
          min={0}
          max={kind === 'percent' ? 100 : 1_000_000}
          decimalScale={kind === 'percent' ? 2 : decimalsOf(currency)}
          hideControls
          required
        />
        <TextInput
          label="Reason"
          placeholder="Optional, shown on the receipt"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" loading={giving} disabled={!(Number(value) > 0)}>
          Give the discount
        </Button>
      </Stack>
    </form>
  );
}
