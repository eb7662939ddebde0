import { Button, Container, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { LoadFailure } from '../api/load-failure.js';
import { useUser } from '../session/session-context.js';
import { AddPersonDialog } from './add-person-dialog.js';
import { usePeoplePages } from './people-data.js';
import { PeopleTable } from './people-table.js';

export function PeoplePage() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePeoplePages();
  const mayManage = useUser().permissions.includes('identity.manage');
  const [adding, dialog] = useDisclosure(false);
  const look = () => void refetch();
  return (
    <Container size="lg" py="lg">
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <div>
            <Title order={1} size="h3">
              People
            </Title>
            <Text size="sm" c="dimmed">
              Who can sign in, and what as.
            </Text>
          </div>
          {mayManage && (
            <Button leftSection={<IconUserPlus size={17} aria-hidden />} onClick={dialog.open}>
              Add somebody
            </Button>
          )}
        </Group>
        {error && !data ? <LoadFailure what="the people" error={error} retry={refetch} /> : null}
        {!data && !error && <Skeleton height={240} aria-label="Loading the people" />}
        {data && (
          <PeopleTable
            people={data.pages.flatMap(({ items }) => items)}
            {...(mayManage && { onChanged: look })}
            {...(hasNextPage && { more: { show: () => void fetchNextPage(), busy: isFetchingNextPage } })}
          />
        )}
      </Stack>
      {mayManage && <AddPersonDialog opened={adding} onClose={dialog.close} onAdded={look} />}
    </Container>
  );
}
