import type { SalePayload } from '@business-control/realtime-contracts';
import { Button, Center, EmptyState, Paper, Skeleton, Table } from '@mantine/core';
import { IconReceiptOff } from '@tabler/icons-react';
import { LoadFailure } from '../api/load-failure.js';
import { useWorkstationNames } from '../till/workstations.js';
import { SaleRow } from './sale-row.js';
import { useSales } from './sales-data.js';

/** The till, or else the way the order came. */
function placeOf({ posId, channel }: SalePayload, tills: ReadonlyMap<string, string>): string {
  if (posId === null) return channel === 'phone' ? 'By phone' : 'Online';
  return tills.get(posId) ?? '…';
}

export function SalesTable() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSales();
  const names = useWorkstationNames();
  if (!data) {
    return error ? (
      <LoadFailure what="the sales" error={error} retry={refetch} />
    ) : (
      <Skeleton height={240} aria-label="Loading the sales" />
    );
  }
  const sales = data.pages.flatMap(({ items }) => items);
  if (sales.length === 0) {
    return (
      <EmptyState
        variant="light"
        py={60}
        icon={<IconReceiptOff size={28} aria-hidden />}
        title="No sales yet"
        description="The first sale at any till shows here at once."
      />
    );
  }
  return (
    <Paper withBorder radius="md">
      <Table.ScrollContainer minWidth={640}>
        <Table aria-label="Sales" verticalSpacing={8} horizontalSpacing="md" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={36} />
              <Table.Th>Time</Table.Th>
              <Table.Th>Receipt</Table.Th>
              <Table.Th>Till</Table.Th>
              <Table.Th>Sold by</Table.Th>
              <Table.Th>Paid</Table.Th>
              <Table.Th ta="right">Total</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sales.map((sale) => (
              <SaleRow key={sale.saleId} sale={sale} till={placeOf(sale, names)} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasNextPage && (
        <Center p="sm">
          <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show earlier sales
          </Button>
        </Center>
      )}
    </Paper>
  );
}
