import type { MovementPayload } from '@business-control/realtime-contracts';
import { Badge, Button, Collapse, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { signed } from './count-sessions.js';
import { ExpiryText } from './expiry-text.js';
import { kindLooks, statusLooks } from './movement-looks.js';
import classes from './movement-row.module.css';
import { goodsOf, unitsIn } from './movements.js';
import type { Warehouse } from './warehouses.js';

interface MovementRowProps {
  readonly movement: MovementPayload;
  readonly seenFrom: Warehouse;
  readonly warehouses: readonly Warehouse[];
  readonly busy?: boolean;
  /** Only for those who may move stock. */
  readonly onAct?: (action: 'apply' | 'reverse', movement: MovementPayload) => void;
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

export function MovementRow({ movement, seenFrom, warehouses, busy = false, onAct }: MovementRowProps) {
  const [expanded, { toggle }] = useDisclosure(false);
  const { kind, status, createdAt, createdBy, version } = movement;
  const nameOf = (id: string) => warehouses.find(({ warehouseId }) => warehouseId === id)?.name ?? '…';
  const goods = goodsOf(movement);
  return (
    <Paper component="li" withBorder radius="md" className={classes.entry ?? ''} aria-label={goods}>
      <div className={classes.row}>
        <UnstyledButton className={classes.summary ?? ''} onClick={toggle} aria-expanded={expanded}>
          <IconChevronRight size={16} className={classes.chevron} aria-hidden />
          <Badge
            variant="light"
            color={kindLooks[kind].color}
            tt="none"
            fw={500}
            className={classes.kind ?? ''}
          >
            {kindLooks[kind].label}
          </Badge>
          <div className={classes.what}>
            <Text size="sm" fw={500} lh={1.35}>
              {goods}
            </Text>
            <Text size="xs" c="dimmed" lh={1.35}>
              {moment.format(new Date(createdAt))}, {createdBy.displayName}
              {movement.toWarehouseId !== null &&
                `, ${nameOf(movement.warehouseId)} → ${nameOf(movement.toWarehouseId)}`}
            </Text>
          </div>
          <Text size="sm" fw={650} className="tabular" aria-label="Units">
            {signed(unitsIn(movement, seenFrom.warehouseId))}
          </Text>
        </UnstyledButton>
        <Group gap={6} wrap="nowrap" className={classes.end ?? ''}>
          <Badge
            key={version}
            variant="dot"
            color={statusLooks[status].color}
            tt="none"
            fw={500}
            className="arrived"
            aria-label="Status"
          >
            {statusLooks[status].label}
          </Badge>
          {onAct && status === 'draft' && (
            <Button
              size="compact-sm"
              variant="light"
              disabled={busy}
              onClick={() => onAct('apply', movement)}
            >
              Apply
            </Button>
          )}
        </Group>
      </div>
      <Collapse expanded={expanded} keepMounted={false}>
        <Stack gap="xs" px="md" pb="sm">
          {movement.reason && <Text size="sm">{movement.reason}</Text>}
          {movement.reference && (
            <Text size="xs" c="dimmed">
              {referenceLabels[movement.reference.kind]} {movement.reference.id}
            </Text>
          )}
          {movement.lines.map(({ productId, name, sku, quantity, batch }) => (
            <Group key={`${productId}/${batch?.code}`} justify="space-between" wrap="nowrap" gap="sm">
              <Text size="sm">
                {name}{' '}
                <Text span size="xs" c="dimmed">
                  {sku}
                  {batch && `, batch ${batch.code}`}
                </Text>
              </Text>
              <Group gap="md" wrap="nowrap">
                {batch?.expiresOn && <ExpiryText day={batch.expiresOn} />}
                <Text size="sm" className="tabular">
                  {quantity}
                </Text>
              </Group>
            </Group>
          ))}
          {onAct && status === 'applied' && (
            <Group justify="flex-end">
              <Button
                size="compact-sm"
                variant="default"
                disabled={busy}
                onClick={() => onAct('reverse', movement)}
              >
                Reverse the movement
              </Button>
            </Group>
          )}
        </Stack>
      </Collapse>
    </Paper>
  );
}

const referenceLabels: Record<NonNullable<MovementPayload['reference']>['kind'], string> = {
  sale: 'Sale',
  order: 'Order',
  'count-session': 'Count',
  document: 'Document',
};
