import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical, IconKey, IconUserCheck, IconUserOff, IconUserShield } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useCommand } from '../api/use-command.js';
import { ConfirmDialog } from '../dialogs/confirm-dialog.js';
import { useUser } from '../session/session-context.js';
import type { Person } from './people-data.js';
import { ResetPasswordDialog } from './reset-password-dialog.js';
import { RolesDialog } from './roles-dialog.js';

interface PersonMenuProps {
  readonly person: Person;
  readonly onChanged: () => void;
}

/** What an administrator does about somebody's account. Nobody disables or resets the own one here. */
export function PersonMenu({ person, onChanged }: PersonMenuProps) {
  const { userId, displayName, roles, disabledAt } = person;
  const own = useUser().userId === userId;
  const { busy, give } = useCommand(onChanged);
  const [opened, setOpened] = useState<'roles' | 'password' | 'disable' | null>(null);
  const menu = useRef<HTMLButtonElement>(null);
  const close = () => setOpened(null);
  const path = `/identity/users/${userId}`;
  const setRoles = async (to: readonly string[]) => {
    const title = 'The roles were not changed';
    if (await give({ title, method: 'PUT', path: `${path}/roles`, body: { roles: to } })) close();
  };
  const disable = async () => {
    if (await give({ title: `${displayName} was not disabled`, method: 'POST', path: `${path}/disable` }))
      close();
  };
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={200}>
        <Menu.Target>
          <ActionIcon ref={menu} variant="subtle" color="gray" aria-label={`More about ${displayName}`}>
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconUserShield size={16} aria-hidden />}
            onClick={() => setOpened('roles')}
          >
            Change roles
          </Menu.Item>
          {!own && (
            <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => setOpened('password')}>
              Reset password
            </Menu.Item>
          )}
          {!own && disabledAt === null && (
            <Menu.Item
              color="red"
              c="red"
              leftSection={<IconUserOff size={16} aria-hidden />}
              onClick={() => setOpened('disable')}
            >
              Disable
            </Menu.Item>
          )}
          {disabledAt !== null && (
            <Menu.Item
              leftSection={<IconUserCheck size={16} aria-hidden />}
              onClick={() =>
                void give({ title: `${displayName} was not enabled`, method: 'POST', path: `${path}/enable` })
              }
            >
              Enable
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <RolesDialog
        menu={menu}
        name={displayName}
        roles={roles}
        opened={opened === 'roles'}
        busy={busy}
        onClose={close}
        onChange={setRoles}
      />
      <ResetPasswordDialog menu={menu} person={person} opened={opened === 'password'} onClose={close} />
      <ConfirmDialog
        menu={menu}
        title={`Disable ${displayName}?`}
        action="Disable"
        opened={opened === 'disable'}
        busy={busy}
        onClose={close}
        onConfirm={disable}
      >
        {displayName} is signed out everywhere at once and cannot sign in until somebody enables the account
        again.
      </ConfirmDialog>
    </>
  );
}
