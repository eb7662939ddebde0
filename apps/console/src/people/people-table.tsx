import { Button, Center, Paper, Table } from '@mantine/core';
import type { Person } from './people-data.js';
import { PersonRow } from './person-row.js';

interface PeopleTableProps {
  readonly people: readonly Person[];
  /** For those who may change somebody's account: looks at the people again. */
  readonly onChanged?: () => void;
  /** There are more. */
  readonly more?: { readonly show: () => void; readonly busy: boolean };
}

export function PeopleTable({ people, onChanged, more }: PeopleTableProps) {
  return (
    <Paper withBorder radius="md">
      <Table aria-label="People" verticalSpacing={8} horizontalSpacing="md" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th visibleFrom="sm">Email</Table.Th>
            <Table.Th>Roles</Table.Th>
            {onChanged && <Table.Th w={36} pl={0} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <PersonRow key={person.userId} person={person} {...(onChanged && { onChanged })} />
          ))}
        </Table.Tbody>
      </Table>
      {more && (
        <Center p="sm">
          <Button variant="subtle" loading={more.busy} onClick={more.show}>
            Show more
          </Button>
        </Center>
      )}
    </Paper>
  );
}
