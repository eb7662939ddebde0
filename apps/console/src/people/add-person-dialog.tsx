import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { NewPasswordField } from '../account/new-password-field.js';
import { MIN_PASSWORD } from '../account/password-length.js';
import { useCommand } from '../api/use-command.js';
import { RolesField } from './roles-field.js';

interface AddPersonFormProps {
  readonly onClose: () => void;
  readonly onAdded: () => void;
}

export function AddPersonDialog({ opened, ...form }: AddPersonFormProps & { readonly opened: boolean }) {
  const phone = useMediaQuery('(max-width: 36em)') ?? false;
  return (
    <Modal opened={opened} onClose={form.onClose} title="Add somebody" fullScreen={phone}>
      <AddPersonForm {...form} />
    </Modal>
  );
}

const nobody = { displayName: '', email: '', password: '', roles: [] as readonly string[] };

function AddPersonForm({ onClose, onAdded }: AddPersonFormProps) {
  const { busy, give } = useCommand(onAdded);
  const [person, setPerson] = useState(nobody);
  const change = (part: Partial<typeof nobody>) => setPerson({ ...person, ...part });
  const { displayName, email, password, roles } = person;
  const complete =
    displayName.trim() !== '' && email.trim() !== '' && password.length >= MIN_PASSWORD && roles.length > 0;
  const add = async () => {
    const title = 'Nobody was added';
    if (await give({ title, method: 'POST', path: '/identity/users', body: person })) onClose();
  };
  return (
    <form
      aria-label="Add somebody"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          required
          maxLength={120}
          autoComplete="off"
          value={displayName}
          onChange={({ currentTarget: { value } }) => change({ displayName: value })}
          data-autofocus
        />
        <TextInput
          label="Email"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          value={email}
          onChange={({ currentTarget: { value } }) => change({ email: value })}
        />
        <NewPasswordField
          label="First password"
          value={password}
          onChange={(to) => change({ password: to })}
        />
        <RolesField roles={roles} onChange={(chosen) => change({ roles: chosen })} />
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={!complete}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
