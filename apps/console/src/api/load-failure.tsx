import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { codeOf, messageOf } from './error-messages.js';

interface LoadFailureProps {
  /** What could not be loaded, e.g. `the products`. */
  readonly what: string;
  readonly error: unknown;
  readonly retry: () => unknown;
}

/** Takes the place of what could not be loaded. */
export function LoadFailure({ what, error, retry }: LoadFailureProps) {
  const code = codeOf(error);
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconPlugConnectedX size={20} aria-hidden />}
      title={`Could not load ${what}`}
      maw={520}
    >
      <Text size="sm" mb="sm">
        {messageOf(error)}
      </Text>
      <Group gap="sm">
        <Button size="xs" variant="light" color="red" onClick={() => retry()}>
          Try again
        </Button>
        {code && <Code>{code}</Code>}
      </Group>
    </Alert>
  );
}
