import type { TicketPayload } from '@business-control/realtime-contracts';
import { Stack } from '@mantine/core';
import { LoadFailure } from '../api/load-failure.js';
import { useLive } from '../live/use-live.js';
import { useUser } from '../session/session-context.js';
import { ConversationHeader } from './conversation-header.js';
import { Thread } from './thread.js';
import { ThreadSkeleton } from './thread-skeleton.js';
import { TicketActions } from './ticket-actions.js';
import { afterTicketEvent } from './tickets.js';

interface HelpViewProps {
  readonly ticketId: string;
}

/** A help conversation as those see it who answer. */
export function HelpView({ ticketId }: HelpViewProps) {
  const { userId } = useUser();
  const { data: ticket, error, retry } = useLive<TicketPayload>(`/chat/help/${ticketId}`, afterTicketEvent);
  if (!ticket) {
    if (!error) return <ThreadSkeleton />;
    return (
      <Stack p="md">
        <LoadFailure what="the conversation" error={error} retry={retry} />
      </Stack>
    );
  }
  const { requester, status } = ticket;
  const closed = status === 'closed' && requester.userId !== userId;
  return (
    <>
      <ConversationHeader title={requester.displayName} subtitle={summaryOf(ticket, userId)}>
        <TicketActions ticket={ticket} onDone={retry} />
      </ConversationHeader>
      <Thread
        conversation={{ kind: 'help', id: ticketId }}
        ownId={userId}
        placeholder={`Answer ${requester.displayName}`}
        ended={closed ? `Closed. It opens again if ${requester.displayName} writes once more.` : undefined}
        quiet={`${requester.displayName} has not written yet.`}
      />
    </>
  );
}

function summaryOf({ status, assignee, subject, requester }: TicketPayload, ownId: string): string {
  const who = requester.kind === 'visitor' ? 'Visitor' : 'Customer';
  const care = {
    open: 'waiting for somebody',
    assigned: assignee?.userId === ownId ? 'you look after it' : `${assignee?.displayName} looks after it`,
    closed: 'closed',
  }[status];
  return [who, care, subject].filter((part) => part !== null).join(' · ');
}
