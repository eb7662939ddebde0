import { Paper, SimpleGrid, Skeleton, Stack, Table, Text } from '@mantine/core';
import { LoadFailure } from '../api/load-failure.js';
import { longDate } from '../dates/long-date.js';
import { formatMoney } from '../money/money.js';
import { MoneyText } from '../money/money-text.js';
import { useWorkstationNames } from '../till/workstations.js';
import { useDailyTotals } from './sales-data.js';
import { type DailyTotals, sumOf } from './totals.js';

/** Today at a glance; nothing at all for those who may not see totals. */
export function DailyTotalsOverview() {
  const { data: day, error, refetch, isLoading } = useDailyTotals();
  if (isLoading) return <Skeleton height={92} aria-label="Loading today's totals" />;
  if (error && !day) return <LoadFailure what="today's totals" error={error} retry={refetch} />;
  return day && <Overview day={day} />;
}

function Overview({ day: { items, currency, date } }: { readonly day: DailyTotals }) {
  const sum = sumOf(items);
  const figures = [
    { label: 'Takings', value: formatMoney(sum.total, currency) },
    { label: 'Sales', value: String(sum.salesCount) },
    { label: 'Cash', value: formatMoney(sum.cash, currency) },
    { label: 'Card', value: formatMoney(sum.card, currency) },
    { label: 'Tax included', value: formatMoney(sum.tax, currency) },
    { label: 'Discounts', value: formatMoney(sum.discount, currency) },
  ];
  return (
    <Stack component="section" aria-label="Tills today" gap="sm">
      <Text size="sm" fw={600}>
        Tills today, <time dateTime={date}>{longDate(date)}</time>
      </Text>
      <SimpleGrid cols={{ base: 2, xs: 3, md: 6 }} spacing="sm">
        {figures.map(({ label, value }) => (
          <Paper key={label} withBorder radius="md" p="sm">
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text key={value} size="lg" fw={650} className="tabular arrived" aria-label={label}>
              {value}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      {items.length > 1 && <TotalsByTill items={items} />}
    </Stack>
  );
}

function TotalsByTill({ items }: Pick<DailyTotals, 'items'>) {
  const names = useWorkstationNames();
  const named = items
    .map((item) => ({ ...item, name: names.get(item.posId) ?? '…' }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return (
    <Paper withBorder radius="md">
      <Table.ScrollContainer minWidth={440}>
        <Table aria-label="Totals by till" verticalSpacing={8} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Till</Table.Th>
              <Table.Th ta="right">Sales</Table.Th>
              <Table.Th ta="right">Cash</Table.Th>
              <Table.Th ta="right">Card</Table.Th>
              <Table.Th ta="right">Total</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {named.map(({ posId, name, salesCount, cash, card, total, currency }) => (
              <Table.Tr key={posId}>
                <Table.Td>{name}</Table.Td>
                <Table.Td ta="right" className="tabular">
                  {salesCount}
                </Table.Td>
                {[cash, card].map((amount, index) => (
                  <Table.Td key={index === 0 ? 'cash' : 'card'} ta="right">
                    <MoneyText amount={amount} currency={currency} inherit />
                  </Table.Td>
                ))}
                <Table.Td ta="right">
                  <MoneyText amount={total} currency={currency} inherit fw={600} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
