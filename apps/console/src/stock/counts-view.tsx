import type { CountSessionPayload } from '@business-control/realtime-contracts';
import {
  Badge,
  Button,
  Center,
  EmptyState,
  Group,
  Paper,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { useLivePages } from '../live/use-live-pages.js';
import { useUser } from '../session/session-context.js';
import { countLooks } from './count-looks.js';
import { CountSessionView } from './count-session-view.js';
import { afterCountSession, isRunning } from './count-sessions.js';
import type { Warehouse } from './warehouses.js';

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** A warehouse is counted by one session at a time; those before it stay as a record. */
export function CountsView({ warehouse }: { readonly warehouse: Warehouse }) {
  const { warehouseId } = warehouse;
  const { data, error, retry, showMore } = useLivePages<CountSessionPayload>(
    `/inventory/count-sessions?warehouseId=${warehouseId}&limit=20`,
    (page, event) => afterCountSession(warehouseId, page, event),
  );
  const mayCount = useUser().permissions.includes('inventory.count');
  if (error && !data) return <LoadFailure what="the counts" error={error} retry={retry} />;
  if (!data) return <Skeleton height={240} aria-label="Loading the counts" />;
  const running = data.items.find(isRunning);
  const ended = data.items.filter((session) => !isRunning(session));
  return (
    <Stack gap="md">
      {running && <CountSessionView key={running.countSessionId} session={running} onChanged={retry} />}
      {!running && mayCount && <OpenCount warehouse={warehouse} onOpened={retry} />}
      {!running && !mayCount && ended.length === 0 && (
        <EmptyState
          variant="light"
          py={60}
          icon={<IconClipboardCheck size={28} aria-hidden />}
          title="Nothing was counted here yet"
        />
      )}
      {ended.length > 0 && (
        <Stack component="ul" role="list" aria-label="Earlier counts" gap={6} m={0} p={0}>
          {ended.map((session) => (
            <EndedCount key={session.countSessionId} session={session} />
          ))}
        </Stack>
      )}
      {data.next !== null && (
        <Center>
          <Button variant="subtle" onClick={showMore}>
            Show earlier counts
          </Button>
        </Center>
      )}
    </Stack>
  );
}

interface OpenCountProps {
  readonly warehouse: Warehouse;
  readonly onOpened: () => void;
}

function OpenCount({ warehouse: { warehouseId, name: place }, onOpened }: OpenCountProps) {
  const [name, setName] = useState('');
  const { busy, give } = useCommand(onOpened);
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        void give({
          title: 'The count was not started',
          method: 'POST',
          path: '/inventory/count-sessions',
          body: { warehouseId, name: name.trim() },
        });
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label={`Count ${place}`}
          description="What is counted, and why. It becomes the reason of the adjustment."
          placeholder="Monthly count, shelves 1 to 4"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          flex="1 1 260px"
        />
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          Start counting
        </Button>
      </Group>
    </Paper>
  );
}

function EndedCount({ session }: { readonly session: CountSessionPayload }) {
  const { name, status, counted, differences, openedBy, openedAt } = session;
  const { label, color } = countLooks[status];
  return (
    <Paper component="li" withBorder px="md" py={8} aria-label={name} style={{ listStyle: 'none' }}>
      <Group justify="space-between" gap="xs">
        <div>
          <Text size="sm" fw={500}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {moment.format(new Date(openedAt))}, {openedBy.displayName}; {counted} counted,{' '}
            {differences.length} other than expected
          </Text>
        </div>
        <Badge variant="dot" color={color} tt="none" fw={500}>
          {label}
        </Badge>
      </Group>
    </Paper>
  );
}
