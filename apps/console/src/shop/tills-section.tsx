import { Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { useWarehouses } from '../stock/warehouses.js';
import { useWorkstations } from '../till/workstations.js';
import { NameForm } from './name-form.js';
import { NamedRow } from './named-row.js';
import { ShopSection } from './shop-section.js';

/** Longest name of a till at core-api, in characters. */
const MAX_NAME = 120;

/** For those who set up tills. */
export function TillsSection() {
  const { data, error, retry } = useWorkstations();
  const { data: warehouses = [] } = useWarehouses();
  const { busy, give } = useCommand(retry);
  const [chosen, choose] = useState<string | null>(null);
  const warehouseId = chosen ?? warehouses[0]?.warehouseId ?? null;
  const tills = data?.items ?? [];
  const sellsFrom = (id: string) => {
    const warehouse = warehouses.find((known) => known.warehouseId === id);
    return warehouse ? `Sells from ${warehouse.name}` : '';
  };
  return (
    <ShopSection title="Tills" about="Where carts are rung up, and the warehouse that each one sells from.">
      {error && !data ? <LoadFailure what="the tills" error={error} retry={retry} /> : null}
      {!data && !error && <Skeleton height={120} aria-label="Loading the tills" />}
      {data && tills.length === 0 && (
        <Text size="sm" c="dimmed">
          There is none yet.
        </Text>
      )}
      {tills.length > 0 && (
        <Stack component="ul" role="list" aria-label="Tills" gap="xs" m={0} p={0}>
          {tills.map(({ posId, name, warehouseId: from }) => (
            <NamedRow
              key={posId}
              name={name}
              detail={sellsFrom(from)}
              maxLength={MAX_NAME}
              busy={busy}
              onRename={(wanted) =>
                give({
                  title: 'The till was not renamed',
                  method: 'PATCH',
                  path: `/pos/workstations/${posId}`,
                  body: { name: wanted },
                })
              }
            />
          ))}
        </Stack>
      )}
      <NameForm
        label="New till"
        action="Add"
        maxLength={MAX_NAME}
        busy={busy}
        onName={(name) =>
          give({
            title: 'The till was not added',
            method: 'POST',
            path: '/pos/workstations',
            body: { name, ...(warehouseId !== null && { warehouseId }) },
          })
        }
      >
        <Select
          label="Sells from"
          flex="1 1 160px"
          data={warehouses.map((warehouse) => ({ value: warehouse.warehouseId, label: warehouse.name }))}
          value={warehouseId}
          onChange={choose}
          allowDeselect={false}
        />
      </NameForm>
    </ShopSection>
  );
}
