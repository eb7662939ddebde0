import { Button, Group, Paper, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { useLive } from '../live/use-live.js';
import { MoneyText } from '../money/money-text.js';
import { afterPriceChange, type PriceList as Prices } from '../products/price-list.js';
import { emptyBasket, linesOf, type Orderable, orderLines, totalOf } from './basket.js';
import { PriceList } from './price-list.js';
import classes from './price-list.module.css';

/** A product as `GET /orders/own/products` answers it. */
interface Offered extends Orderable {
  readonly inStock: boolean;
}

/** The price list of the shop, and the basket under it. */
export function OrderForm({ onPlaced }: { readonly onPlaced: () => void }) {
  const [basket, setBasket] = useState(emptyBasket);
  const [note, setNote] = useState('');
  const { busy, give } = useCommand(onPlaced);
  const { data, error, retry } = useLive<Prices<Offered>>('/orders/own/products', (list, event) =>
    afterPriceChange(list, event, ({ archived: _, ...offered }) => offered),
  );
  if (error && !data) return <LoadFailure what="the price list" error={error} retry={retry} />;
  if (!data) return <Skeleton height={240} aria-label="Loading the price list" />;
  const lines = linesOf(basket, data.items);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const place = async () => {
    const placed = await give({
      title: 'The order was not placed',
      method: 'POST',
      path: '/orders/own',
      body: { lines: orderLines(lines), note: note.trim() || null },
    });
    if (!placed) return;
    setBasket(emptyBasket);
    setNote('');
  };
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        Order something
      </Text>
      <PriceList
        products={data.items}
        basket={basket}
        onChange={setBasket}
        remark={({ inStock }) =>
          inStock ? null : (
            <Text span size="xs" c="orange">
              not in stock now
            </Text>
          )
        }
      />
      {lines[0] && (
        <Paper
          component="form"
          withBorder
          shadow="md"
          p="sm"
          aria-label="Basket"
          className={classes.basket ?? ''}
          onSubmit={(event) => {
            event.preventDefault();
            void place();
          }}
        >
          <Group gap="sm" wrap="wrap">
            <TextInput
              aria-label="Note"
              placeholder="A note for the shop"
              maxLength={2_000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              flex="1 1 180px"
            />
            <Text size="sm" className="tabular">
              {units === 1 ? '1 item' : `${units} items`}
            </Text>
            <MoneyText amount={totalOf(lines)} currency={lines[0].product.currency} fw={650} />
            <Button type="submit" loading={busy} w={{ base: '100%', xs: 'auto' }}>
              Place the order
            </Button>
          </Group>
        </Paper>
      )}
    </Stack>
  );
}
