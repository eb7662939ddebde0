import type { PersonPayload } from '@business-control/realtime-contracts';
import { Group, Text } from '@mantine/core';
import { memo } from 'react';
import type { MessageLine } from './message-days.js';
import classes from './thread.module.css';

interface MessageBubbleProps extends MessageLine {
  readonly own: boolean;
  /** Who has read it, where that is told. */
  readonly readers: readonly PersonPayload[];
  /** With two people `Read` says it all. */
  readonly nameReaders: boolean;
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

export const MessageBubble = memo(function MessageBubble({
  message: { from, text, sentAt },
  first,
  own,
  readers,
  nameReaders,
}: MessageBubbleProps) {
  return (
    <article
      className={classes.message}
      data-own={own || undefined}
      data-first={first || undefined}
      aria-label={`${own ? 'You' : from.displayName} at ${clock.format(new Date(sentAt))}`}
    >
      {first && (
        <Group gap={6} px={4} pb={2}>
          {!own && (
            <Text size="xs" fw={600}>
              {from.displayName}
            </Text>
          )}
          <Text size="xs" c="dimmed" component="time" dateTime={sentAt} className="tabular">
            {clock.format(new Date(sentAt))}
          </Text>
        </Group>
      )}
      <div className={classes.bubble}>{text}</div>
      {readers.length > 0 && (
        <Text size="xs" c="dimmed" px={4} pt={2}>
          {nameReaders ? `Read by ${readers.map(({ displayName }) => displayName).join(', ')}` : 'Read'}
        </Text>
      )}
    </article>
  );
});
