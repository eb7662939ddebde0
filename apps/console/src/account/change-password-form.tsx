import { Button, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { notifySuccess } from '../api/notify-success.js';
import { useCommand } from '../api/use-command.js';
import { NewPasswordField } from './new-password-field.js';
import { MAX_PASSWORD, MIN_PASSWORD } from './password-length.js';

const empty = { currentPassword: '', newPassword: '', again: '' };

export function ChangePasswordForm({ onChanged }: { readonly onChanged: () => void }) {
  const { busy, give } = useCommand(onChanged);
  const [typed, setTyped] = useState(empty);
  const { currentPassword, newPassword, again } = typed;
  const type = (part: Partial<typeof empty>) => setTyped({ ...typed, ...part });
  const differs = again !== '' && again !== newPassword;
  const complete = currentPassword !== '' && newPassword.length >= MIN_PASSWORD && again === newPassword;
  const change = async () => {
    const body = { currentPassword, newPassword };
    const title = 'The password was not changed';
    if (!(await give({ title, method: 'POST', path: '/identity/password', body }))) return;
    setTyped(empty);
    notifySuccess('Password changed', 'Every other device was signed out.');
  };
  return (
    <Paper component="section" withBorder radius="md" p="md" aria-label="Password">
      <form
        aria-label="Change password"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) void change();
        }}
      >
        <Stack gap="sm">
          <Title order={2} size="h5">
            Password
          </Title>
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            required
            maxLength={MAX_PASSWORD}
            value={currentPassword}
            onChange={({ currentTarget: { value } }) => type({ currentPassword: value })}
          />
          <NewPasswordField
            label="New password"
            value={newPassword}
            onChange={(to) => type({ newPassword: to })}
          />
          <PasswordInput
            label="New password again"
            autoComplete="new-password"
            required
            maxLength={MAX_PASSWORD}
            value={again}
            onChange={({ currentTarget: { value } }) => type({ again: value })}
            error={differs && 'This is not the same'}
          />
          <Group justify="space-between" gap="sm">
            <Text size="xs" c="dimmed">
              Every other device is signed out.
            </Text>
            <Button type="submit" loading={busy} disabled={!complete}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
