import { ActionIcon, Group, NumberInput, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Draft, DraftLine } from './draft-lines.js';

interface MovementLinesProps {
  readonly kind: Draft['kind'];
  readonly lines: readonly DraftLine[];
  readonly onChange: (lines: readonly DraftLine[]) => void;
}

const MAX_UNITS = 1_000_000;

/** What a movement moves; a batch tells units apart that expire on different days. */
export function MovementLines({ kind, lines, onChange }: MovementLinesProps) {
  if (lines.length === 0) return null;
  const change = (index: number, part: Partial<DraftLine>) =>
    onChange(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  return (
    <Stack component="ul" role="list" aria-label="Lines" gap={6} m={0} p={0}>
      {lines.map(({ product, quantity, batch, expiresOn }, index) => (
        <Paper
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity, and only ever leave by their button
          key={`${product.productId}/${index}`}
          component="li"
          withBorder
          p="xs"
          aria-label={product.name}
          style={{ listStyle: 'none' }}
        >
          <Group gap="xs" wrap="nowrap">
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text size="sm" fw={550} truncate>
                {product.name}
              </Text>
              <Text size="xs" c="dimmed">
                {product.sku}
              </Text>
            </div>
            <NumberInput
              aria-label="Quantity"
              w={96}
              value={quantity}
              min={kind === 'adjustment' ? -MAX_UNITS : 1}
              max={MAX_UNITS}
              allowDecimal={false}
              onChange={(units) => change(index, { quantity: Number(units) || 0 })}
              onFocus={(event) => event.currentTarget.select()}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${product.name}`}
              onClick={() => onChange(lines.filter((_, at) => at !== index))}
            >
              <IconTrash size={17} aria-hidden />
            </ActionIcon>
          </Group>
          <Group gap="xs" mt={6} grow>
            <TextInput
              size="xs"
              aria-label="Batch"
              placeholder="Batch, where batches are kept"
              maxLength={64}
              value={batch}
              onChange={(event) => change(index, { batch: event.currentTarget.value })}
            />
            {(kind === 'receipt' || kind === 'adjustment') && (
              <TextInput
                size="xs"
                type="date"
                aria-label="Expires on"
                disabled={batch.trim() === ''}
                value={expiresOn}
                onChange={(event) => change(index, { expiresOn: event.currentTarget.value })}
              />
            )}
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
