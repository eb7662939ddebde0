import { Button, EmptyState, Stack, Text } from '@mantine/core';
import { IconMessageCircle } from '@tabler/icons-react';
import { LoadFailure } from '../api/load-failure.js';
import { dayText } from '../dates/day-text.js';
import { useLivePages } from '../live/use-live-pages.js';
import { Composer } from './composer.js';
import { type Conversation, messagesPath } from './conversation.js';
import { afterHistoryEvent, type History } from './history.js';
import { MessageBubble } from './message-bubble.js';
import { messageDays } from './message-days.js';
import type { ChatMessage } from './messages.js';
import { readersOfLast } from './read-marks.js';
import classes from './thread.module.css';
import { ThreadSkeleton } from './thread-skeleton.js';
import { typingText } from './typists.js';
import { UnderwayLine } from './underway-line.js';
import { useReading } from './use-reading.js';
import { useSending } from './use-sending.js';
import { useTypingSignal, useTypists } from './use-typing.js';

interface ThreadProps {
  readonly conversation: Conversation;
  readonly ownId: string;
  readonly placeholder: string;
  /** Why nothing can be written, where that is so. */
  readonly ended?: string | undefined;
  /** What to say before the first message. */
  readonly quiet: string;
}

const none: History = { items: [], next: null, readMarks: [] };

/** One conversation: what was written, who has read it, who types, and where to write. Give it a key: another one begins anew. */
export function Thread({ conversation, ownId, placeholder, ended, quiet }: ThreadProps) {
  const { data, error, retry, showMore } = useLivePages<ChatMessage, History>(
    messagesPath(conversation),
    (history, event) => afterHistoryEvent(history, event, conversation, ownId),
  );
  const { items, next, readMarks } = data ?? none;
  const { messages, underway, send, sendAgain, drop } = useSending(conversation, items, ownId);
  const typists = useTypists(conversation, ownId);
  const onTyping = useTypingSignal(conversation);
  useReading(conversation, items, ownId);

  if (!data) {
    if (!error) return <ThreadSkeleton />;
    return (
      <Stack p="md">
        <LoadFailure what="the messages" error={error} retry={retry} />
      </Stack>
    );
  }
  const read = readersOfLast(messages, readMarks, ownId);
  return (
    <div className={classes.thread}>
      <div className={classes.scroll}>
        <div className={classes.messages} role="log" aria-label="Messages">
          {next !== null && (
            <Button variant="subtle" size="xs" style={{ alignSelf: 'center' }} onClick={showMore}>
              Show earlier messages
            </Button>
          )}
          {messages.length === 0 && underway.length === 0 && (
            <EmptyState
              variant="light"
              py={48}
              icon={<IconMessageCircle size={28} aria-hidden />}
              title="Nothing here yet"
              description={quiet}
            />
          )}
          {messageDays(messages).map(({ day, lines }) => (
            <section key={day} style={{ display: 'contents' }} aria-label={dayText(day, new Date())}>
              <Text size="xs" c="dimmed" className={classes.day}>
                {dayText(day, new Date())}
              </Text>
              {lines.map((line) => (
                <MessageBubble
                  key={line.message.messageId}
                  {...line}
                  own={line.message.from.userId === ownId}
                  readers={read?.messageId === line.message.messageId ? read.readers : []}
                  nameReaders={conversation.kind === 'channel'}
                />
              ))}
            </section>
          ))}
          {underway.map((outgoing) => (
            <UnderwayLine
              key={outgoing.clientMessageId}
              outgoing={outgoing}
              onSendAgain={() => sendAgain(outgoing)}
              onDrop={() => drop(outgoing)}
            />
          ))}
        </div>
      </div>
      <div className={classes.foot}>
        <Text size="xs" c="dimmed" className={classes.typing} role="status">
          {typingText(typists)}
        </Text>
        {ended === undefined ? (
          <Composer placeholder={placeholder} onSend={send} onTyping={onTyping} />
        ) : (
          <Text size="sm" c="dimmed" ta="center" py={6}>
            {ended}
          </Text>
        )}
      </div>
    </div>
  );
}
