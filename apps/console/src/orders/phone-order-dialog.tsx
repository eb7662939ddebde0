import { useRealtimeEvent } from '@business-control/realtime-client/react';
import { Button, Group, Modal, ScrollArea, Stack, Text, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { BranchField } from '../branches/branch-field.js';
import { useLive } from '../live/use-live.js';
import { MoneyText } from '../money/money-text.js';
import { afterPriceChange, type PriceList as Prices } from '../products/price-list.js';
import { emptyBasket, linesOf, type Orderable, orderLines, totalOf } from './basket.js';
import { type Caller, CallerField } from './caller-field.js';
import { PriceList } from './price-list.js';

interface PhoneOrderFormProps {
  readonly onClose: () => void;
  readonly onPlaced: () => void;
}

export function PhoneOrderDialog({ opened, ...form }: PhoneOrderFormProps & { readonly opened: boolean }) {
  const phone = useMediaQuery('(max-width: 36em)') ?? false;
  return (
    <Modal opened={opened} onClose={form.onClose} title="Phone order" size="xl" fullScreen={phone}>
      <PhoneOrderForm {...form} />
    </Modal>
  );
}

/** A product as `GET /pos/products` answers it, with what all warehouses have. */
interface Sold extends Orderable {
  readonly available: number;
}

function PhoneOrderForm({ onClose, onPlaced }: PhoneOrderFormProps) {
  const [caller, setCaller] = useState<Caller>({ customerId: null, name: '' });
  const [branchId, setBranchId] = useState<string | null>(null);
  const [basket, setBasket] = useState(emptyBasket);
  const [note, setNote] = useState('');
  const { busy, give } = useCommand(onPlaced);
  const { data, error, retry } = useLive<Prices<Sold>>('/pos/products', (list, event) =>
    afterPriceChange(list, event, ({ inStock: _, archived: __, ...priced }, known) => ({
      available: known?.available ?? 0,
      ...priced,
    })),
  );
  // It tells of one warehouse; what is shown is what all of them have.
  useRealtimeEvent('pos:inventory:availability', retry);
  const products = data?.items ?? [];
  const lines = linesOf(basket, products);
  const [first] = products;
  const complete = lines.length > 0 && caller.name.trim() !== '';
  const place = async () => {
    const placed = await give({
      title: 'The order was not placed',
      method: 'POST',
      path: '/orders',
      body: {
        channel: 'phone',
        branchId,
        customer: { customerId: caller.customerId, name: caller.name.trim() },
        lines: orderLines(lines),
        note: note.trim() || null,
      },
    });
    if (placed) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) void place();
      }}
    >
      <Stack gap="md">
        <CallerField caller={caller} onChange={setCaller} />
        <BranchField branchId={branchId} onChange={setBranchId} />
        {error && !data ? <LoadFailure what="the products" error={error} retry={retry} /> : null}
        <ScrollArea.Autosize mah="46dvh" type="auto" offsetScrollbars>
          <PriceList
            products={products}
            basket={basket}
            onChange={setBasket}
            remark={({ available }) => (
              <Text span size="xs" c={available > 0 ? 'dimmed' : 'red'}>
                {available > 0 ? `${available} available` : 'none left'}
              </Text>
            )}
          />
        </ScrollArea.Autosize>
        <Textarea
          label="Note"
          rows={2}
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="space-between">
          {first && <MoneyText amount={totalOf(lines)} currency={first.currency} size="lg" fw={650} />}
          <Button type="submit" loading={busy} disabled={!complete}>
            Place the order
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
