import {
  Button,
  Group,
  Modal,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useCommand } from '../api/use-command.js';
import { type Draft, emptyDraft, missingIn, movementInput, withProduct } from './draft-lines.js';
import { MovementLines } from './movement-lines.js';
import { kindLooks } from './movement-looks.js';
import { ProductPicker } from './product-picker.js';
import { useKeptProducts, type Warehouse } from './warehouses.js';

interface MovementFormProps {
  readonly warehouse: Warehouse;
  readonly warehouses: readonly Warehouse[];
  readonly onClose: () => void;
  readonly onMoved: () => void;
}

export function MovementDialog({ opened, ...form }: MovementFormProps & { readonly opened: boolean }) {
  const phone = useMediaQuery('(max-width: 36em)') ?? false;
  return (
    <Modal
      opened={opened}
      onClose={form.onClose}
      title={`Movement in ${form.warehouse.name}`}
      size="lg"
      fullScreen={phone}
    >
      <MovementForm {...form} />
    </Modal>
  );
}

const kinds = (['receipt', 'issue', 'transfer', 'adjustment'] as const).map((value) => ({
  value,
  label: kindLooks[value].label,
}));
const explanations: Record<Draft['kind'], string> = {
  receipt: 'Units that come from outside.',
  issue: 'Units that leave and are not sold: used up, given away.',
  transfer: 'Units that go to another warehouse.',
  adjustment: 'Units that turned out to be more, or fewer (a quantity below zero).',
};

function MovementForm({ warehouse, warehouses, onClose, onMoved }: MovementFormProps) {
  const [draft, setDraft] = useState(emptyDraft);
  const { data: products = [] } = useKeptProducts();
  const { busy, give } = useCommand(onMoved);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const missing = missingIn(draft);
  const others = warehouses.filter(({ warehouseId }) => warehouseId !== warehouse.warehouseId);
  const send = async (apply: boolean) => {
    const done = await give({
      title: 'Nothing was moved',
      method: 'POST',
      path: '/inventory/movements',
      body: { ...movementInput(draft, warehouse.warehouseId), apply },
    });
    if (done) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) void send(true);
      }}
    >
      <Stack gap="md">
        <div>
          <SegmentedControl
            aria-label="Kind of movement"
            fullWidth
            data={others.length > 0 ? kinds : kinds.filter(({ value }) => value !== 'transfer')}
            value={draft.kind}
            onChange={(kind) => change({ kind })}
          />
          <Text size="xs" c="dimmed" mt={6}>
            {explanations[draft.kind]}
          </Text>
        </div>
        {draft.kind === 'transfer' && (
          <Select
            label="To"
            data={others.map(({ warehouseId, name }) => ({ value: warehouseId, label: name }))}
            value={draft.toWarehouseId}
            onChange={(toWarehouseId) => change({ toWarehouseId })}
            required
          />
        )}
        <ProductPicker
          label="Add a product"
          products={products}
          onPick={(product) => setDraft(withProduct(draft, product))}
        />
        <MovementLines kind={draft.kind} lines={draft.lines} onChange={(lines) => change({ lines })} />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label="Reason"
            required={draft.kind === 'adjustment'}
            maxLength={200}
            value={draft.reason}
            onChange={(event) => change({ reason: event.currentTarget.value })}
          />
          <TextInput
            label="Document"
            placeholder="Delivery note, invoice"
            maxLength={64}
            value={draft.document}
            onChange={(event) => change({ document: event.currentTarget.value })}
          />
        </SimpleGrid>
        <Group justify="flex-end" gap="sm">
          <Text size="xs" c="dimmed" mr="auto">
            {missing}
          </Text>
          <Button variant="default" disabled={missing !== null || busy} onClick={() => void send(false)}>
            Keep as a draft
          </Button>
          <Button type="submit" loading={busy} disabled={missing !== null}>
            Apply
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
