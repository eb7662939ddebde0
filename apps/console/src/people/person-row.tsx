import { Badge, Group, Table, Text } from '@mantine/core';
import { useUser } from '../session/session-context.js';
import type { Person } from './people-data.js';
import { PersonMenu } from './person-menu.js';
import { roleName } from './role-names.js';

interface PersonRowProps {
  readonly person: Person;
  readonly onChanged?: () => void;
}

export function PersonRow({ person, onChanged }: PersonRowProps) {
  const { userId, displayName, email, roles, disabledAt } = person;
  const own = useUser().userId === userId;
  return (
    <Table.Tr aria-label={displayName}>
      <Table.Td>
        <Group gap={8}>
          <Text size="sm" fw={550} lh={1.3} {...(disabledAt !== null && { c: 'dimmed' })}>
            {displayName}
            {own && ' (you)'}
          </Text>
          {disabledAt !== null && (
            <Badge variant="light" color="red" tt="none">
              Disabled
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed" lh={1.3} hiddenFrom="sm" style={{ overflowWrap: 'anywhere' }}>
          {email}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm" c="dimmed">
          {email}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {roles.map((role) => (
            <Badge key={role} variant="light" tt="none" fw={500} color={role === 'admin' ? 'orange' : 'blue'}>
              {roleName(role)}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      {onChanged && (
        <Table.Td pl={0}>
          <PersonMenu person={person} onChanged={onChanged} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}
