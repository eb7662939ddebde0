import type { StockLevelPayload } from '@business-control/realtime-contracts';
import {
  Button,
  Center,
  Chip,
  EmptyState,
  Group,
  Paper,
  Skeleton,
  Stack,
  Table,
  TextInput,
} from '@mantine/core';
import { IconPackageOff, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useLiveList } from '../live/use-live-pages.js';
import { LevelRow } from './level-row.js';
import { afterLevel, searchLevels, shortageOf } from './levels.js';
import type { Warehouse } from './warehouses.js';

/** Rows on the screen before somebody asks for more: a warehouse can hold thousands of products. */
const ROWS = 100;

export function LevelsView({ warehouse: { warehouseId, name } }: { readonly warehouse: Warehouse }) {
  const { data, error, retry } = useLiveList<StockLevelPayload>(
    `/inventory/stock?warehouseId=${warehouseId}&limit=200`,
    (page, event) => afterLevel(warehouseId, page, event),
  );
  const [search, setSearch] = useState('');
  const [belowMinimum, setBelowMinimum] = useState(false);
  if (error && !data) return <LoadFailure what="the stock" error={error} retry={retry} />;
  if (!data) return <Skeleton height={320} aria-label="Loading the stock" />;
  const short = data.items.filter((level) => shortageOf(level) !== 'none').length;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <TextInput
          type="search"
          aria-label="Search the stock"
          placeholder="Search a product"
          leftSection={<IconSearch size={17} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          flex="1 1 220px"
        />
        <Chip checked={belowMinimum} onChange={setBelowMinimum} color="orange" variant="light">
          Below minimum ({short})
        </Chip>
      </Group>
      <Levels
        key={`${search}/${belowMinimum}`}
        levels={searchLevels(data.items, search, belowMinimum)}
        label={`Stock of ${name}`}
        emptyTitle={search || belowMinimum ? 'Nothing found' : 'Nothing has come here yet'}
      />
    </Stack>
  );
}

interface LevelsProps {
  readonly levels: readonly StockLevelPayload[];
  readonly label: string;
  readonly emptyTitle: string;
}

function Levels({ levels, label, emptyTitle }: LevelsProps) {
  const [rows, setRows] = useState(ROWS);
  if (levels.length === 0)
    return (
      <EmptyState
        variant="light"
        py={60}
        icon={<IconPackageOff size={28} aria-hidden />}
        title={emptyTitle}
      />
    );
  return (
    <Paper withBorder radius="md">
      <Table aria-label={label} verticalSpacing={8} horizontalSpacing="md" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Product</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              On hand
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              Reserved
            </Table.Th>
            <Table.Th ta="right">Available</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              Minimum
            </Table.Th>
            <Table.Th visibleFrom="xs">Expires</Table.Th>
            <Table.Th w={36} pl={0} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {levels.slice(0, rows).map((level) => (
            <LevelRow key={level.productId} level={level} />
          ))}
        </Table.Tbody>
      </Table>
      {levels.length > rows && (
        <Center p="sm">
          <Button variant="subtle" onClick={() => setRows(rows + ROWS)}>
            Show more
          </Button>
        </Center>
      )}
    </Paper>
  );
}
