import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { MAX_CHANNEL_NAME } from './channels.js';

interface RenameChannelDialogProps {
  /** What it is called now. */
  readonly name: string;
  readonly opened: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onRename: (name: string) => Promise<void>;
}

/** Where the focus goes afterwards is for `onClose` to say. */
export function RenameChannelDialog({ opened, onClose, ...form }: RenameChannelDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Rename ${form.name}`} size="sm" returnFocus={false}>
      <NewName {...form} />
    </Modal>
  );
}

function NewName({ name, busy, onRename }: Omit<RenameChannelDialogProps, 'opened' | 'onClose'>) {
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
