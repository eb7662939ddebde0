import type { RealtimeEvent } from '@business-control/realtime-client';
import { Button, Container, EmptyState, Group, MultiSelect, Stack, Text, Title } from '@mantine/core';
import { IconActivity, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useUser } from '../session/session-context.js';
import { useWorkstationNames } from '../till/workstations.js';
import { actorName, FEED_LIMIT } from './feed.js';
import { useFeed } from './feed-context.js';
import { FeedEntry } from './feed-entry.js';

export function FeedPage() {
  const [{ events, people }, dispatch] = useFeed();
  const { userId, permissions } = useUser();
  const workstations = useWorkstationNames();
  const [names, setNames] = useState<readonly string[]>([]);
  /** What was shown when the list was paused; `null` while it runs. */
  const [paused, setPaused] = useState<readonly RealtimeEvent[] | null>(null);

  const listed = paused ?? events;
  const shown = names.length === 0 ? listed : listed.filter(({ name }) => names.includes(name));
  const known = [...new Set([...names, ...events.map(({ name }) => name)])].sort();
  const quiet = permissions.includes('pos.read')
    ? 'Ring up a product at a till, here or in another window, and watch it arrive.'
    : 'What concerns you shows here as it happens.';
  const waiting = paused ? events.length - paused.length : 0;

  return (
    <Container size="md" py="lg">
      <Stack gap="md">
        <Group justify="space-between" align="flex-end" gap="sm">
          <div>
            <Title order={1} size="h3">
              Live feed
            </Title>
            <Text size="sm" c="dimmed">
              What happens in your organization and your role may see, as it happens. The last {FEED_LIMIT}{' '}
              events since you opened this window.
            </Text>
          </div>
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
              onClick={() => setPaused(paused ? null : events)}
            >
              {paused ? `Resume${waiting > 0 ? ` (${waiting} new)` : ''}` : 'Pause'}
            </Button>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconTrash size={15} />}
              disabled={events.length === 0}
              onClick={() => {
                setPaused(null);
                dispatch({ type: 'cleared' });
              }}
            >
              Clear
            </Button>
          </Group>
        </Group>
        <MultiSelect
          aria-label="Filter by event"
          placeholder={names.length === 0 ? 'All events' : ''}
          data={known}
          value={[...names]}
          onChange={setNames}
          clearable
          searchable
          nothingFoundMessage="No such event so far"
        />
        {shown.length === 0 ? (
          <EmptyState
            variant="light"
            py={60}
            icon={<IconActivity size={28} aria-hidden />}
            title={names.length === 0 ? 'Quiet so far' : 'No such event so far'}
            description={quiet}
          />
        ) : (
          <Stack gap={6} role="log" aria-label="Events">
            {shown.map((event) => (
              <FeedEntry
                key={event.meta.id}
                event={event}
                actor={actorName(event, people, userId)}
                place={'posId' in event.payload ? workstations.get(event.payload.posId ?? '') : undefined}
              />
            ))}
          </Stack>
        )}
      </Stack>
    </Container>
  );
}
