import { Code, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { codeOf, messageOf } from './error-messages.js';

/** Tells the user that a command failed. The same failure twice shows once. */
export function notifyFailure(title: string, error: unknown): void {
  const code = codeOf(error);
  notifications.show({
    id: `${title}/${code}`,
    color: 'red',
    title,
    message: (
      <>
        <Text span size="sm">
          {messageOf(error)}
        </Text>{' '}
        {code && <Code>{code}</Code>}
      </>
    ),
  });
}
