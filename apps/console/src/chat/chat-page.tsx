import { EmptyState } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { useUser } from '../session/session-context.js';
import { ChannelView } from './channel-view.js';
import classes from './chat-page.module.css';
import { conversationAt, pageOf, roomOf } from './conversation.js';
import { ConversationList } from './conversation-list.js';
import { DirectView } from './direct-view.js';
import { HelpView } from './help-view.js';
import { InsideRoom } from './inside-room.js';
import { OutgoingProvider } from './outgoing-context.js';
import { OwnHelpPage } from './own-help-page.js';
import { ThreadSkeleton } from './thread-skeleton.js';
import { useConversations } from './use-conversations.js';
import { usePeople } from './use-people.js';
import { usePresent } from './use-present.js';

/** The conversations of somebody who works here; of others the one in which they are helped. */
export function ChatPage() {
  const { permissions } = useUser();
  const works = (['chat.staff', 'chat.direct', 'chat.help.answer'] as const).some((permission) =>
    permissions.includes(permission),
  );
  return <OutgoingProvider>{works ? <Conversations /> : <OwnHelpPage />}</OutgoingProvider>;
}

function Conversations() {
  const { kind, id } = useParams();
  const open = conversationAt(kind, id);
  const people = usePeople('direct');
  const present = usePresent();
  const { channels, directs, tickets, rooms } = useConversations(open, people);
  const showsPresence = useUser().permissions.includes('presence.read');

  const view = () => {
    switch (open?.kind) {
      case 'channel': {
        const channel = channels.data?.items.find(({ channelId }) => channelId === open.id);
        if (channel) return <ChannelView channel={channel} onChanged={channels.retry} />;
        return channels.data ? <NotThere /> : <ThreadSkeleton />;
      }
      case 'direct': {
        const known = directs.data?.items.find(({ person }) => person.userId === open.id)?.person;
        const person = known ?? people.find(({ userId }) => userId === open.id);
        if (!person) return people.length > 0 ? <NotThere /> : <ThreadSkeleton />;
        return <DirectView person={person} online={showsPresence ? present.has(open.id) : undefined} />;
      }
      case 'help':
        return <HelpView ticketId={open.id} />;
      default:
        return (
          <EmptyState
            variant="light"
            py={120}
            icon={<IconMessages size={28} aria-hidden />}
            title="No conversation is open"
            description="Choose one on the left. New messages show there as they arrive."
          />
        );
    }
  };
  return (
    <div className={classes.page} data-open={open !== undefined || undefined}>
      <ConversationList
        channels={channels}
        directs={directs}
        tickets={tickets}
        people={people}
        present={present}
      />
      <section className={classes.conversation} aria-label="Conversation">
        <InsideRoom key={open && pageOf(open)} room={open ? roomOf(open) : null} rooms={rooms}>
          {view()}
        </InsideRoom>
      </section>
    </div>
  );
}

function NotThere() {
  return (
    <EmptyState
      variant="light"
      py={120}
      icon={<IconMessages size={28} aria-hidden />}
      title="This conversation is not there"
      description="It may have been archived, or the address is not right."
    />
  );
}
