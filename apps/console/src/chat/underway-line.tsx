import { Anchor, Group, Text } from '@mantine/core';
import { messageOf } from '../api/error-messages.js';
import type { Outgoing } from './outgoing.js';
import classes from './thread.module.css';

interface UnderwayLineProps {
  readonly outgoing: Outgoing;
  readonly onSendAgain: () => void;
  readonly onDrop: () => void;
}

/** A message that is not known to have arrived. */
export function UnderwayLine({ outgoing: { text, state, error }, onSendAgain, onDrop }: UnderwayLineProps) {
  const failed = state === 'failed';
  return (
    <article
      className={classes.message}
      data-own
      data-underway
      data-failed={failed || undefined}
      aria-label={failed ? 'Not sent' : 'On its way'}
    >
      <div className={classes.bubble}>{text}</div>
      {failed ? (
        <Group gap={8} px={4} pt={2} justify="flex-end">
          <Text size="xs" c="red" role="alert">
            Not sent. {messageOf(error)}
          </Text>
          <Anchor component="button" type="button" size="xs" onClick={onSendAgain}>
            Send again
          </Anchor>
          <Anchor component="button" type="button" size="xs" c="dimmed" onClick={onDrop}>
            Discard
          </Anchor>
        </Group>
      ) : (
        <Text size="xs" c="dimmed" px={4} pt={2}>
          Sending…
        </Text>
      )}
    </article>
  );
}
