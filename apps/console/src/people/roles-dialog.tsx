import { Button, Group, Stack, Text } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { MenuDialog } from '../dialogs/menu-dialog.js';
import { RolesField } from './roles-field.js';

interface RolesDialogProps {
  readonly menu: RefObject<HTMLButtonElement | null>;
  readonly name: string;
  /** Those held now. */
  readonly roles: readonly string[];
  readonly opened: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onChange: (roles: readonly string[]) => Promise<void>;
}

export function RolesDialog({ menu, opened, onClose, ...form }: RolesDialogProps) {
  return (
    <MenuDialog menu={menu} opened={opened} onClose={onClose} title={`Roles of ${form.name}`}>
      <RolesForm {...form} />
    </MenuDialog>
  );
}

function RolesForm({ name, roles, busy, onChange }: Omit<RolesDialogProps, 'menu' | 'opened' | 'onClose'>) {
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
