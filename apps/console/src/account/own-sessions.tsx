import { Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { deviceId } from '../session/device-id.js';
import type { OwnSession, useOwnSessions } from './use-own-sessions.js';

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Where the user is signed in; whatever is not known any more is signed out from here. */
export function OwnSessions({ sessions }: { readonly sessions: ReturnType<typeof useOwnSessions> }) {
  const { data, error, refetch } = sessions;
  const { busy, give } = useCommand(() => void refetch());
  const signOut = ({ sessionId }: OwnSession) =>
    void give({
      title: 'The device was not signed out',
      method: 'POST',
      path: `/auth/sessions/${sessionId}/revoke`,
    });
  return (
    <Paper component="section" withBorder radius="md" p="md" aria-label="Where you are signed in">
      <Stack gap="sm">
        <Title order={2} size="h5">
          Where you are signed in
        </Title>
        {error && !data ? <LoadFailure what="the devices" error={error} retry={refetch} /> : null}
        {!data && !error && <Skeleton height={80} aria-label="Loading the devices" />}
        {data && (
          <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
            {data.map((session) => (
              <Entry
                key={session.sessionId}
                session={session}
                busy={busy}
                onSignOut={() => signOut(session)}
              />
            ))}
          </Stack>
        )}
      </Stack>
    </Paper>
  );
}

interface EntryProps {
  readonly session: OwnSession;
  readonly busy: boolean;
  readonly onSignOut: () => void;
}

function Entry({ session: { deviceId: device, startedAt, current }, busy, onSignOut }: EntryProps) {
  const here = device === deviceId() ? 'This browser' : 'Another device';
  const since = moment.format(new Date(startedAt));
  return (
    <Group component="li" gap="sm" wrap="nowrap" mih={40} aria-label={`${here} since ${since}`}>
      <IconDeviceDesktop size={20} stroke={1.6} aria-hidden style={{ flexShrink: 0 }} />
      <div style={{ flex: 1 }}>
        <Text size="sm" fw={550} lh={1.3}>
          {here}
        </Text>
        <Text size="xs" c="dimmed" lh={1.3}>
          since {since}
        </Text>
      </div>
      {current ? (
        <Badge variant="light" color="teal" tt="none">
          In use
        </Badge>
      ) : (
        <Button size="xs" variant="default" disabled={busy} onClick={onSignOut}>
          Sign out
        </Button>
      )}
    </Group>
  );
}
