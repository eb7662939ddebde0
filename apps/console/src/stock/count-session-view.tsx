import { useRealtimeEvent } from '@business-control/realtime-client/react';
import type { CountSessionPayload, StockLevelPayload } from '@business-control/realtime-contracts';
import { Badge, Button, Group, Paper, Skeleton, Table, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { useLive } from '../live/use-live.js';
import { useLiveList } from '../live/use-live-pages.js';
import { useUser } from '../session/session-context.js';
import { countLooks } from './count-looks.js';
import { CountRow } from './count-row.js';
import { type CountSession, takesCounts } from './count-sessions.js';
import { type Countable, countables } from './countables.js';
import { afterLevel } from './levels.js';
import { useKeptProducts } from './warehouses.js';

interface CountSessionViewProps {
  /** As the list knows it. */
  readonly session: CountSessionPayload;
  readonly onChanged: () => void;
}

/** Rows on the screen at a time; the others are found by searching. */
const ROWS = 60;

/** The count that is under way: what was found so far, by everybody who counts. */
export function CountSessionView({ session: listed, onChanged }: CountSessionViewProps) {
  const { countSessionId, warehouseId } = listed;
  const path = `/inventory/count-sessions/${countSessionId}`;
  const { data: session, error, retry } = useLive<CountSession>(path, (shown) => shown);
  // Events tell the differences; what was found as expected is only in the answer.
  useRealtimeEvent('inventory:count-session:updated', (changed) => {
    if (changed.countSessionId === countSessionId) retry();
  });
  const { data: levels } = useLiveList<StockLevelPayload>(
    `/inventory/stock?warehouseId=${warehouseId}&limit=200`,
    (page, event) => afterLevel(warehouseId, page, event),
  );
  const { data: products } = useKeptProducts();
  const [search, setSearch] = useState('');
  if (error && !session) return <LoadFailure what="the count" error={error} retry={retry} />;
  if (!session || !levels || !products) return <Skeleton height={240} aria-label="Loading the count" />;
  const counting = takesCounts(session);
  const rows = countables({ products, levels: levels.items, counts: session.counts }, search);
  const shown = counting ? rows : rows.filter(({ count }) => count !== undefined);
  return (
    <Paper withBorder radius="md" component="section" aria-label="Count">
      <Group justify="space-between" gap="sm" p="md" pb="sm">
        <div>
          <Group gap="xs">
            <Text fw={600}>{session.name}</Text>
            <Badge
              key={session.status}
              variant="dot"
              color={countLooks[session.status].color}
              tt="none"
              fw={500}
            >
              {countLooks[session.status].label}
            </Badge>
          </Group>
          <Text size="xs" c="dimmed">
            {session.counted} counted, {session.differences.length} other than expected
          </Text>
        </div>
        <SessionActions
          session={session}
          onChanged={() => {
            retry();
            onChanged();
          }}
        />
      </Group>
      {counting && (
        <TextInput
          type="search"
          aria-label="Search a product to count"
          placeholder="Search or scan a product to count"
          leftSection={<IconSearch size={17} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          mx="md"
          mb="xs"
        />
      )}
      <CountTable path={path} rows={shown.slice(0, ROWS)} counting={counting} onCounted={retry} />
      {shown.length > ROWS && (
        <Text size="xs" c="dimmed" ta="center" p="sm">
          {shown.length - ROWS} more: search for them.
        </Text>
      )}
    </Paper>
  );
}

interface CountTableProps {
  readonly path: string;
  readonly rows: readonly Countable[];
  readonly counting: boolean;
  readonly onCounted: () => void;
}

function CountTable({ path, rows, counting, onCounted }: CountTableProps) {
  const mayCount = useUser().permissions.includes('inventory.count') && counting;
  return (
    <Table aria-label="Products counted" verticalSpacing={6} horizontalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Product</Table.Th>
          <Table.Th ta="right">Counted</Table.Th>
          <Table.Th ta="right" visibleFrom="xs">
            Expected
          </Table.Th>
          <Table.Th ta="right">Difference</Table.Th>
          <Table.Th visibleFrom="sm">By</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <CountRow key={row.productId} row={row} path={path} onCounted={onCounted} mayCount={mayCount} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface SessionActionsProps {
  readonly session: CountSession;
  readonly onChanged: () => void;
}

function SessionActions({ session, onChanged }: SessionActionsProps) {
  const { permissions } = useUser();
  const { busy, give } = useCommand(onChanged);
  const act = (action: 'close' | 'reopen' | 'apply' | 'cancel', title: string) =>
    void give({
      title,
      method: 'POST',
      path: `/inventory/count-sessions/${session.countSessionId}/${action}`,
    });
  const { status } = session;
  const mayCount = permissions.includes('inventory.count');
  const mayManage = permissions.includes('inventory.manage');
  return (
    <Group gap="xs">
      {mayManage && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          disabled={busy}
          onClick={() => act('cancel', 'The count was not cancelled')}
        >
          Cancel the count
        </Button>
      )}
      {mayCount && status === 'counting' && (
        <Button size="xs" loading={busy} onClick={() => act('close', 'The count was not closed')}>
          Close the count
        </Button>
      )}
      {mayCount && status === 'closed' && (
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          onClick={() => act('reopen', 'The count was not reopened')}
        >
          Count on
        </Button>
      )}
      {mayManage && status === 'closed' && (
        <Button size="xs" loading={busy} onClick={() => act('apply', 'The count was not applied')}>
          {session.differences.length === 0 ? 'Finish, all as expected' : 'Put the stock right'}
        </Button>
      )}
    </Group>
  );
}
