import type { ConnectionState } from '@business-control/realtime-client';
import { useRealtime, useRealtimeStatus } from '@business-control/realtime-client/react';
import { Badge, Button, Code, Popover, Stack, Text, UnstyledButton } from '@mantine/core';

const looks: Record<ConnectionState, { color: string; label: string; explanation: string }> = {
  connected: {
    color: 'teal',
    label: 'Live',
    explanation: 'What happens on other screens shows here at once.',
  },
  connecting: {
    color: 'yellow',
    label: 'Connecting…',
    explanation: 'The live connection is being set up.',
  },
  reconnecting: {
    color: 'orange',
    label: 'Reconnecting…',
    explanation: 'Changes on other screens show here again once the connection is back. Nothing is lost.',
  },
  closed: {
    color: 'red',
    label: 'Offline',
    explanation: 'The live connection was ended. Reload the page, or sign in again.',
  },
};

/** The live connection at a glance; a click tells more. */
export function ConnectionBadge() {
  const client = useRealtime();
  const { state, error } = useRealtimeStatus();
  const waiting = state === 'connecting' || state === 'reconnecting';
  const { color, label, explanation } = looks[state];
  return (
    <Popover width={260} position="bottom-end" shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton aria-label={`Connection: ${label}`}>
          <Badge
            variant="dot"
            color={color}
            size="lg"
            tt="none"
            fw={500}
            role="status"
            style={{ cursor: 'inherit' }}
          >
            {label}
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{explanation}</Text>
          {error && <Code>{error}</Code>}
          {waiting && (
            <Button size="xs" variant="light" onClick={() => client.retryNow()}>
              Try now
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
