import type { SalesDashboardPayload } from '@business-control/realtime-contracts';
import { ActionIcon, Group, Paper, SimpleGrid, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { longDate } from '../dates/long-date.js';
import { useLive } from '../live/use-live.js';
import { formatMoney } from '../money/money.js';
import { MoneyText } from '../money/money-text.js';
import { useWorkstationNames } from '../till/workstations.js';
import { Figure, formatCount } from './figure.js';
import { afterSales, afterSalesToday, dayFrom, hoursOf } from './figures.js';
import classes from './sales-figures.module.css';

/** What was sold and refunded on a day: today as it is sold, or an earlier one. */
export function SalesFigures() {
  const [day, setDay] = useState<string | null>(null);
  const { data, error, retry } = useLive<SalesDashboardPayload>(
    day === null ? '/dashboards/sales' : `/dashboards/sales?date=${day}`,
    day === null ? afterSalesToday : afterSales,
  );
  const [today, setToday] = useState<string>();
  if (day === null && data && data.date !== today) setToday(data.date);
  if (error && !data) return <LoadFailure what="the sales figures" error={error} retry={retry} />;
  if (!data) return <Skeleton height={320} aria-label="Loading the sales figures" />;
  const go = (days: number) => {
    const next = dayFrom(data.date, days);
    setDay(next === today ? null : next);
  };
  const { currency, refunds } = data;
  return (
    <Stack component="section" aria-label={day === null ? 'Sales today' : 'Sales of the day'} gap="sm">
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>
          {day === null ? 'Sales today' : 'Sales'}, <time dateTime={data.date}>{longDate(data.date)}</time>
        </Text>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label="Day before" onClick={() => go(-1)}>
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label="Day after"
          disabled={day === null}
          onClick={() => go(1)}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }} spacing="sm">
        <Figure
          label="Takings"
          value={formatMoney(data.total, currency)}
          {...(refunds.count > 0 && { note: 'before refunds' })}
        />
        <Figure label="Sales" value={formatCount(data.salesCount)} />
        <Figure label="Average ticket" value={formatMoney(data.averageTicket, currency)} />
        <Figure
          label="Refunds"
          value={formatMoney(refunds.total, currency)}
          {...(refunds.count > 0 && {
            note: refunds.count === 1 ? '1 order' : `${formatCount(refunds.count)} orders`,
          })}
        />
      </SimpleGrid>
      {data.salesCount === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing was sold {day === null ? 'yet' : 'on this day'}.
        </Text>
      ) : (
        <>
          <Hours sales={data} />
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
            <Products sales={data} />
            <Tills sales={data} />
          </SimpleGrid>
        </>
      )}
    </Stack>
  );
}

interface SalesProps {
  readonly sales: SalesDashboardPayload;
}

function Hours({ sales }: SalesProps) {
  const hours = hoursOf(sales);
  return (
    <Paper withBorder radius="md" p="md">
      <ol className={classes.hours} aria-label="Takings by hour">
        {hours.map(({ hour, total, share }) => (
          <li
            key={hour}
            className={classes.hour}
            aria-label={`${hour}:00, ${formatMoney(total, sales.currency)}`}
          >
            <span className={classes.bar} style={{ height: `${Math.max(share * 100, 1)}%` }} />
            <Text size="xs" c="dimmed" className="tabular">
              {hour}
            </Text>
          </li>
        ))}
      </ol>
    </Paper>
  );
}

function Products({ sales: { byProduct, currency } }: SalesProps) {
  return (
    <Paper withBorder radius="md">
      <Table aria-label="Best-selling products" verticalSpacing={8} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Product</Table.Th>
            <Table.Th ta="right">Units</Table.Th>
            <Table.Th ta="right">Total</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {byProduct.slice(0, 8).map(({ productId, name, quantity, total }) => (
            <Table.Tr key={productId}>
              <Table.Td>{name}</Table.Td>
              <Table.Td ta="right" className="tabular">
                {quantity}
              </Table.Td>
              <Table.Td ta="right">
                <MoneyText amount={total} currency={currency} inherit />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Tills({ sales: { byTill, currency } }: SalesProps) {
  const names = useWorkstationNames();
  return (
    <Paper withBorder radius="md">
      <Table aria-label="Sales by till" verticalSpacing={8} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Till</Table.Th>
            <Table.Th ta="right">Sales</Table.Th>
            <Table.Th ta="right">Total</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {byTill.map(({ posId, salesCount, total }) => (
            <Table.Tr key={posId ?? 'orders'}>
              <Table.Td>{posId === null ? 'Orders' : (names.get(posId) ?? '…')}</Table.Td>
              <Table.Td ta="right" className="tabular">
                {salesCount}
              </Table.Td>
              <Table.Td ta="right">
                <MoneyText amount={total} currency={currency} inherit />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
