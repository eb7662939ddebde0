import { Button, Group, Stack, Text } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { NewPasswordField } from '../account/new-password-field.js';
import { MIN_PASSWORD } from '../account/password-length.js';
import { notifySuccess } from '../api/notify-success.js';
import { useCommand } from '../api/use-command.js';
import { MenuDialog } from '../dialogs/menu-dialog.js';
import type { Person } from './people-data.js';

interface ResetPasswordDialogProps {
  readonly menu: RefObject<HTMLButtonElement | null>;
  readonly person: Person;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function ResetPasswordDialog({ person, ...dialog }: ResetPasswordDialogProps) {
  const title = `New password for ${person.displayName}`;
  return (
    <MenuDialog {...dialog} title={title}>
      <NewPassword person={person} title={title} onDone={dialog.onClose} />
    </MenuDialog>
  );
}

interface NewPasswordProps {
  readonly person: Person;
  readonly title: string;
  readonly onDone: () => void;
}

function NewPassword({ person: { userId, displayName }, title, onDone }: NewPasswordProps) {
  const { busy, give } = useCommand();
  const [password, setPassword] = useState('');
  const reset = async () => {
    const path = `/identity/users/${userId}/password`;
    if (!(await give({ title: 'The password was not reset', method: 'POST', path, body: { password } })))
      return;
    notifySuccess('Password reset', `${displayName} signs in with the new password from now on.`);
    onDone();
  };
  return (
    <form
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void reset();
      }}
    >
      <Stack gap="md">
        <NewPasswordField label="New password" value={password} onChange={setPassword} focused />
        <Text size="xs" c="dimmed">
          {displayName} is signed out everywhere, and can change the password after signing in.
        </Text>
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={password.length < MIN_PASSWORD}>
            Reset password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
