import type { TicketPayload } from '@business-control/realtime-contracts';
import { Box, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useLive } from '../live/use-live.js';
import { type Conversation, roomOf } from './conversation.js';
import { InsideRoom } from './inside-room.js';
import classes from './own-help.module.css';
import { Thread } from './thread.js';
import { ThreadSkeleton } from './thread-skeleton.js';
import { afterTicketEvent } from './tickets.js';
import { useRooms } from './use-rooms.js';

interface OwnConversationProps {
  readonly ticketId: string;
  readonly ownId: string;
  readonly action: (ticket: TicketPayload) => ReactNode;
}

/** A help conversation as the one sees it who is helped. */
export function OwnConversation(props: OwnConversationProps) {
  const conversation: Conversation = { kind: 'help', id: props.ticketId };
  const room = roomOf(conversation);
  const rooms = useRooms(room === null ? [] : [room]);
  return (
    <InsideRoom room={room} rooms={rooms}>
      <Inside {...props} conversation={conversation} />
    </InsideRoom>
  );
}

function Inside({
  ticketId,
  ownId,
  action,
  conversation,
}: OwnConversationProps & { readonly conversation: Conversation }) {
  const { data: ticket, error, retry } = useLive<TicketPayload>(`/chat/help/${ticketId}`, afterTicketEvent);
  if (!ticket) {
    if (!error) return <ThreadSkeleton />;
    return (
      <Stack p="md">
        <LoadFailure what="the conversation" error={error} retry={retry} />
      </Stack>
    );
  }
  return (
    <>
      <header className={classes.header}>
        <Box miw={0}>
          <Title order={1} size="h4" lineClamp={1}>
            {ticket.subject ?? 'How can we help?'}
          </Title>
          <Text size="sm" c="dimmed" role="status">
            {careOf(ticket)}
          </Text>
        </Box>
        {action(ticket)}
      </header>
      <Thread
        conversation={conversation}
        ownId={ownId}
        placeholder="Write a message"
        quiet="Write what you would like to know. Somebody will answer here."
      />
    </>
  );
}

function careOf({ status, assignee }: TicketPayload): string {
  if (status === 'closed') return 'This conversation is closed. Write again to open it.';
  return assignee ? `${assignee.displayName} looks after you` : 'You will be helped by the next who is free';
}
