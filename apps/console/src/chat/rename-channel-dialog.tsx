import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { MenuDialog } from '../dialogs/menu-dialog.js';
import { MAX_CHANNEL_NAME } from './channels.js';

interface RenameChannelDialogProps {
  readonly menu: RefObject<HTMLButtonElement | null>;
  /** What it is called now. */
  readonly name: string;
  readonly opened: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onRename: (name: string) => Promise<void>;
}

export function RenameChannelDialog({ menu, opened, onClose, ...form }: RenameChannelDialogProps) {
  return (
    <MenuDialog menu={menu} opened={opened} onClose={onClose} title={`Rename ${form.name}`}>
      <NewName {...form} />
    </MenuDialog>
  );
}

function NewName({ name, busy, onRename }: Omit<RenameChannelDialogProps, 'menu' | 'opened' | 'onClose'>) {
  const [written, setWritten] = useState(name);
  const wanted = written.trim();
  return (
    <form
      aria-label={`Rename ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void onRename(wanted);
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          required
          maxLength={MAX_CHANNEL_NAME}
          value={written}
          onChange={({ currentTarget: { value } }) => setWritten(value)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={wanted === '' || wanted === name}>
            Rename
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
