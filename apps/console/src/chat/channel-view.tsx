import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useUser } from '../session/session-context.js';
import { ChannelMenu } from './channel-menu.js';
import type { ChannelEntry } from './channels.js';
import { ConversationHeader } from './conversation-header.js';
import { MembersDialog } from './members-dialog.js';
import { Thread } from './thread.js';

interface ChannelViewProps {
  readonly channel: ChannelEntry;
  /** Looks at the channels again. */
  readonly onChanged: () => void;
}

export function ChannelView({ channel, onChanged }: ChannelViewProps) {
  const { userId } = useUser();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <ConversationHeader title={channel.name} subtitle={audienceOf(channel)}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconUsers size={15} aria-hidden />}
          onClick={open}
          aria-label={`Members of ${channel.name}`}
        >
          Members
        </Button>
        <ChannelMenu channel={channel} onChanged={onChanged} />
      </ConversationHeader>
      <Thread
        conversation={{ kind: 'channel', id: channel.channelId }}
        ownId={userId}
        placeholder={`Write in ${channel.name}`}
        quiet={`Be the first to write in ${channel.name}.`}
      />
      <MembersDialog channel={channel} opened={opened} onClose={close} />
    </>
  );
}

function audienceOf({ kind, branchId }: ChannelEntry): string {
  if (kind === 'private') return 'Private: its members only';
  return kind === 'branch' ? `Branch ${branchId}` : 'All of the staff';
}
