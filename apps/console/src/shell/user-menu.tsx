import { Avatar, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { useSession, useUser } from '../session/session-context.js';

/** Who is signed in, and the way out. */
export function UserMenu() {
  const session = useSession();
  const navigate = useNavigate();
  const { displayName, email, roles, organization } = useUser();
  /** Whoever signs in next begins at a page of their own. */
  const signOut = async () => {
    await session.signOut();
    await navigate('/', { replace: true });
  };
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton aria-label={`Signed in as ${displayName}`}>
          <Group gap={8} wrap="nowrap">
            <Avatar name={displayName} color="initials" size={34} radius="xl" />
            <div>
              <Text size="sm" fw={500} lh={1.25} visibleFrom="lg">
                {displayName}
              </Text>
              <Text size="xs" c="dimmed" lh={1.25} visibleFrom="lg">
                {organization.name}
              </Text>
            </div>
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="bright">
            {displayName}
          </Text>
          {email && <Text size="xs">{email}</Text>}
          <Text size="xs">
            {organization.name}, {roles.join(', ')}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={16} aria-hidden />}>
          Account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
