import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { type Branches, branchNameOf } from '../branches/branches.js';
import { useBranches } from '../branches/use-branches.js';
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
  const { data: branches = { items: [] } } = useBranches();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <ConversationHeader title={channel.name} subtitle={audienceOf(channel, branches)}>
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

function audienceOf({ kind, branchId }: ChannelEntry, branches: Branches): string {
  if (kind === 'private') return 'Private: its members only';
  return branchId === null ? 'All of the staff' : `Branch ${branchNameOf(branches, branchId)}`;
}
