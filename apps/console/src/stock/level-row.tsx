import type { StockLevelPayload } from '@business-control/realtime-contracts';
import { ActionIcon, Badge, Box, Group, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { ExpiryText } from './expiry-text.js';
import { expiryOf, firstExpiry, type Shortage, shortageOf } from './levels.js';
import { today } from './today.js';

const COLUMNS = 7;
const marks: Record<Shortage, { readonly color: string; readonly label: string } | null> = {
  out: { color: 'red', label: 'Out' },
  short: { color: 'orange', label: 'Short' },
  none: null,
};

/** A product in a warehouse; what is available lights up for a moment when it changes. */
export const LevelRow = memo(function LevelRow({ level }: { readonly level: StockLevelPayload }) {
  const [expanded, { toggle }] = useDisclosure(false);
  const { name, sku, onHand, reserved, available, minimum } = level;
  const mark = marks[shortageOf(level)];
  const expiry = firstExpiry(level);
  return (
    <>
      <Table.Tr aria-label={name}>
        <Table.Td>
          <Text size="sm" fw={550} lh={1.3}>
            {name}
          </Text>
          <Text size="xs" c="dimmed" lh={1.3}>
            {sku}
          </Text>
          {expiry && expiryOf(expiry, today()) !== 'later' && (
            <Box hiddenFrom="xs">
              <ExpiryText day={expiry} />
            </Box>
          )}
        </Table.Td>
        <Table.Td ta="right" className="tabular" visibleFrom="sm">
          {onHand}
        </Table.Td>
        <Table.Td ta="right" className="tabular" visibleFrom="sm" {...(reserved === 0 && { c: 'dimmed' })}>
          {reserved}
        </Table.Td>
        <Table.Td ta="right">
          <Group gap={8} justify="flex-end" wrap="nowrap">
            {mark && (
              <Badge variant="light" color={mark.color} tt="none" style={{ flexShrink: 0 }}>
                {mark.label}
              </Badge>
            )}
            <Text
              key={available}
              span
              inherit
              fw={650}
              className="tabular arrived"
              aria-label="Available"
              {...(mark && { c: mark.color })}
            >
              {available}
            </Text>
          </Group>
        </Table.Td>
        <Table.Td ta="right" className="tabular" c="dimmed" visibleFrom="sm">
          {minimum}
        </Table.Td>
        <Table.Td visibleFrom="xs">{expiry ? <ExpiryText day={expiry} /> : '–'}</Table.Td>
        <Table.Td pl={0}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Details of ${name}`}
            aria-expanded={expanded}
            onClick={toggle}
          >
            {expanded ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          </ActionIcon>
        </Table.Td>
      </Table.Tr>
      {expanded && (
        <Table.Tr>
          <Table.Td colSpan={COLUMNS}>
            <LevelDetails level={level} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
});

function LevelDetails({
  level: { onHand, reserved, minimum, batches },
}: {
  readonly level: StockLevelPayload;
}) {
  const figures = [
    ['On hand', onHand],
    ['Reserved', reserved],
    ['Minimum', minimum],
  ] as const;
  return (
    <Stack gap="xs" maw={520} py={4}>
      <SimpleGrid cols={3} hiddenFrom="sm">
        {figures.map(([label, value]) => (
          <div key={label}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text size="sm" className="tabular">
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {batches.length === 0 && (
        <Text size="sm" c="dimmed">
          No batches are kept of it.
        </Text>
      )}
      {batches.map(({ code, expiresOn, onHand: units }) => (
        <Group key={code} justify="space-between" gap={4}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {code}
          </Text>
          <Group gap="md" wrap="nowrap">
            {expiresOn && <ExpiryText day={expiresOn} />}
            <Text size="sm" className="tabular" w={56} ta="right">
              {units}
            </Text>
          </Group>
        </Group>
      ))}
    </Stack>
  );
}
