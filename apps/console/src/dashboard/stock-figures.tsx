import type { InventoryKpisPayload } from '@business-control/realtime-contracts';
import { SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { LoadFailure } from '../api/load-failure.js';
import { useLive } from '../live/use-live.js';
import { formatMoney } from '../money/money.js';
import { Figure, formatCount } from './figure.js';
import { afterStock } from './figures.js';

/** How the stock does. */
export function StockFigures() {
  const { data, error, retry } = useLive<InventoryKpisPayload>('/dashboards/inventory', afterStock);
  if (error && !data) return <LoadFailure what="the stock figures" error={error} retry={retry} />;
  if (!data) return <Skeleton height={92} aria-label="Loading the stock figures" />;
  return (
    <Stack component="section" aria-label="Stock" gap="sm">
      <Text size="sm" fw={600}>
        Stock
      </Text>
      <SimpleGrid cols={{ base: 2, xs: 3, md: 6 }} spacing="sm">
        <Figure label="Stock value" value={formatMoney(data.stockValue, data.currency)} />
        <Figure label="Units on hand" value={formatCount(data.unitsOnHand)} />
        <Figure
          label="Under minimum"
          value={formatCount(data.productsUnderMinimum)}
          {...concern(data.productsUnderMinimum)}
        />
        <Figure
          label="Out of stock"
          value={formatCount(data.productsOutOfStock)}
          {...concern(data.productsOutOfStock)}
        />
        <Figure
          label="Batches expiring"
          value={formatCount(data.batchesExpiring)}
          {...concern(data.batchesExpiring)}
        />
        <Figure label="Turnover, 30 days" value={data.turnover === null ? '–' : data.turnover.toFixed(2)} />
      </SimpleGrid>
    </Stack>
  );
}

function concern(count: number) {
  return count > 0 ? { color: 'orange' } : {};
}
