import { Button, Checkbox, Group, Paper, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

interface ReasonFormProps {
  readonly action: 'cancel' | 'refund';
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onGive: (reason: string, restock: boolean) => void;
}

/** Nothing is called off without a reason. */
export function ReasonForm({ action, busy, onBack, onGive }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const [restock, setRestock] = useState(true);
  const given = reason.trim();
  return (
    <Paper
      withBorder
      p="sm"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== '') onGive(given, restock);
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={action === 'cancel' ? 'Why is it cancelled?' : 'Why is it refunded?'}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          required
          autoFocus
        />
        {action === 'refund' && (
          <Checkbox
            label="The goods go back into stock"
            checked={restock}
            onChange={(event) => setRestock(event.currentTarget.checked)}
          />
        )}
        <Group gap="xs" justify="flex-end">
          <Button size="xs" variant="subtle" color="gray" onClick={onBack} mr="auto">
            Back
          </Button>
          <Button type="submit" size="xs" color="red" loading={busy} disabled={given === ''}>
            {action === 'cancel' ? 'Cancel the order' : 'Refund the order'}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
