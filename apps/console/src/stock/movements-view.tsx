import type { MovementPayload } from '@business-control/realtime-contracts';
import { Button, Center, EmptyState, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowsExchange, IconPlus } from '@tabler/icons-react';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { useLivePages } from '../live/use-live-pages.js';
import { useUser } from '../session/session-context.js';
import { MovementDialog } from './movement-dialog.js';
import { MovementRow } from './movement-row.js';
import { afterMovement } from './movements.js';
import type { Warehouse } from './warehouses.js';

interface MovementsViewProps {
  readonly warehouse: Warehouse;
  readonly warehouses: readonly Warehouse[];
}

export function MovementsView({ warehouse, warehouses }: MovementsViewProps) {
  const { warehouseId } = warehouse;
  const { data, error, retry, showMore } = useLivePages<MovementPayload>(
    `/inventory/movements?warehouseId=${warehouseId}&limit=30`,
    (page, event) => afterMovement(warehouseId, page, event),
  );
  const mayManage = useUser().permissions.includes('inventory.manage');
  const { busy, give } = useCommand(retry);
  const [moving, { open, close }] = useDisclosure(false);
  if (error && !data) return <LoadFailure what="the movements" error={error} retry={retry} />;
  if (!data) return <Skeleton height={320} aria-label="Loading the movements" />;
  const act = (action: 'apply' | 'reverse', { movementId }: MovementPayload) =>
    give({
      title: action === 'apply' ? 'The movement was not applied' : 'The movement was not reversed',
      method: 'POST',
      path: `/inventory/movements/${movementId}/${action}`,
    });
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed">
          What came to {warehouse.name} and what left, newest first.
        </Text>
        {mayManage && (
          <Button size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
            New movement
          </Button>
        )}
      </Group>
      {data.items.length === 0 ? (
        <EmptyState
          variant="light"
          py={60}
          icon={<IconArrowsExchange size={28} aria-hidden />}
          title="Nothing has moved here yet"
        />
      ) : (
        <Stack component="ul" role="list" aria-label="Movements" gap={6} m={0} p={0}>
          {data.items.map((movement) => (
            <MovementRow
              key={movement.movementId}
              movement={movement}
              seenFrom={warehouse}
              warehouses={warehouses}
              {...(mayManage && { busy, onAct: act })}
            />
          ))}
        </Stack>
      )}
      {data.next !== null && (
        <Center>
          <Button variant="subtle" onClick={showMore}>
            Show earlier movements
          </Button>
        </Center>
      )}
      <MovementDialog
        opened={moving}
        onClose={close}
        warehouse={warehouse}
        warehouses={warehouses}
        onMoved={retry}
      />
    </Stack>
  );
}
