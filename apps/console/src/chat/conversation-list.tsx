import type { PersonPayload } from '@business-control/realtime-contracts';
import { ActionIcon, Title, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useUser } from '../session/session-context.js';
import { ChannelEntries } from './channel-entries.js';
import type { ChannelEntry } from './channels.js';
import classes from './chat-page.module.css';
import { CreateChannelDialog } from './create-channel-dialog.js';
import { DirectEntries } from './direct-entries.js';
import type { DirectEntry } from './directs.js';
import { HelpEntries } from './help-entries.js';
import { ListSection } from './list-section.js';
import { NewDirectMenu } from './new-direct-menu.js';
import type { Present } from './presence.js';
import type { TicketEntry } from './tickets.js';
import type { ChatList } from './use-chat-lists.js';

interface ConversationListProps {
  readonly channels: ChatList<ChannelEntry>;
  readonly directs: ChatList<DirectEntry>;
  readonly tickets: ChatList<TicketEntry>;
  readonly people: readonly PersonPayload[];
  readonly present: Present;
}

export function ConversationList({ channels, directs, tickets, people, present }: ConversationListProps) {
  const manages = useUser().permissions.includes('chat.staff.manage');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <nav className={classes.list} aria-label="Conversations">
      <VisuallyHidden>
        <Title order={1}>Chat</Title>
      </VisuallyHidden>
      <ListSection title="Help" list={tickets} nothing="Nobody needs help">
        {(entries) => <HelpEntries tickets={entries} present={present} />}
      </ListSection>
      <ListSection
        title="Channels"
        list={channels}
        nothing="No channels yet"
        action={
          manages && (
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label="New channel" onClick={open}>
              <IconPlus size={16} aria-hidden />
            </ActionIcon>
          )
        }
      >
        {(entries) => <ChannelEntries channels={entries} />}
      </ListSection>
      <ListSection
        title="Direct messages"
        list={directs}
        nothing="Nobody has written yet"
        action={<NewDirectMenu people={people} present={present} />}
      >
        {(entries) => <DirectEntries directs={entries} present={present} />}
      </ListSection>
      <CreateChannelDialog opened={opened} onClose={close} onCreated={channels.retry} />
    </nav>
  );
}
