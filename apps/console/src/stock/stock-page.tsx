import { Center, Container, Group, Loader, Select, Stack, Tabs, Text, Title } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconBuildingWarehouse } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { LoadFailure } from '../api/load-failure.js';
import { useUser } from '../session/session-context.js';
import { CountsView } from './counts-view.js';
import { LevelsView } from './levels-view.js';
import { MovementsView } from './movements-view.js';
import { useWarehouses, type Warehouse } from './warehouses.js';

export function StockPage() {
  const { data: warehouses, error, refetch } = useWarehouses();
  const { organization } = useUser();
  const [chosen, choose] = useLocalStorage({
    key: `business-control.warehouse.${organization.organizationId}`,
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  if (!warehouses) {
    return (
      <Center h="60dvh" p="md">
        {error ? (
          <LoadFailure what="the warehouses" error={error} retry={refetch} />
        ) : (
          <Loader aria-label="Loading the stock" />
        )}
      </Center>
    );
  }
  const warehouse = warehouses.find(({ warehouseId }) => warehouseId === chosen) ?? warehouses[0];
  if (!warehouse) return <Center h="60dvh">Your organization has no warehouse yet.</Center>;
  return (
    <Container size="lg" py="lg">
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <div>
            <Title order={1} size="h3">
              Stock
            </Title>
            <Text size="sm" c="dimmed">
              What lies where, as it comes and goes.
            </Text>
          </div>
          <Select
            aria-label="Warehouse"
            leftSection={<IconBuildingWarehouse size={17} aria-hidden />}
            data={warehouses.map(({ warehouseId, name }) => ({ value: warehouseId, label: name }))}
            value={warehouse.warehouseId}
            onChange={(warehouseId) => warehouseId && choose(warehouseId)}
            allowDeselect={false}
            w={{ base: '100%', xs: 220 }}
          />
        </Group>
        <Views key={warehouse.warehouseId} warehouse={warehouse} warehouses={warehouses} />
      </Stack>
    </Container>
  );
}

interface ViewsProps {
  readonly warehouse: Warehouse;
  readonly warehouses: readonly Warehouse[];
}

function Views({ warehouse, warehouses }: ViewsProps) {
  const [search, setSearch] = useSearchParams();
  return (
    <Tabs
      value={search.get('view') ?? 'levels'}
      onChange={(view) => setSearch(view === null || view === 'levels' ? {} : { view }, { replace: true })}
      keepMounted={false}
    >
      <Tabs.List>
        <Tabs.Tab value="levels">Levels</Tabs.Tab>
        <Tabs.Tab value="movements">Movements</Tabs.Tab>
        <Tabs.Tab value="counts">Counts</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="levels" pt="md">
        <LevelsView warehouse={warehouse} />
      </Tabs.Panel>
      <Tabs.Panel value="movements" pt="md">
        <MovementsView warehouse={warehouse} warehouses={warehouses} />
      </Tabs.Panel>
      <Tabs.Panel value="counts" pt="md">
        <CountsView warehouse={warehouse} />
      </Tabs.Panel>
    </Tabs>
  );
}
