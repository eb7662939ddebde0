import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { RolesField } from './roles-field.js';

interface RolesDialogProps {
  readonly name: string;
  /** Those held now. */
  readonly roles: readonly string[];
  readonly opened: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onChange: (roles: readonly string[]) => Promise<void>;
}

/** Where the focus goes afterwards is for `onClose` to say. */
export function RolesDialog({ opened, onClose, ...form }: RolesDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Roles of ${form.name}`} size="sm" returnFocus={false}>
      <RolesForm {...form} />
    </Modal>
  );
}

function RolesForm({ name, roles, busy, onChange }: Omit<RolesDialogProps, 'opened' | 'onClose'>) {
  const [chosen, setChosen] = useState(roles);
  const same = chosen.length === roles.length && chosen.every((role) => roles.includes(role));
  return (
    <form
      aria-label={`Roles of ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void onChange(chosen);
      }}
    >
      <Stack gap="md">
        <RolesField roles={chosen} onChange={setChosen} />
        <Text size="xs" c="dimmed">
          The change counts at once, on every screen of {name}.
        </Text>
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={same || chosen.length === 0}>
            Change roles
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
