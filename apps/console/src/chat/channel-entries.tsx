import { ThemeIcon } from '@mantine/core';
import { IconHash, IconLock } from '@tabler/icons-react';
import type { ChannelEntry } from './channels.js';
import classes from './conversation-list.module.css';
import { ListEntry } from './list-entry.js';

interface ChannelEntriesProps {
  readonly channels: readonly ChannelEntry[];
}

export function ChannelEntries({ channels }: ChannelEntriesProps) {
  return (
    <ul className={classes.entries} aria-label="Channels">
      {channels.map(({ channelId, name, kind, unread }) => (
        <ListEntry
          key={channelId}
          conversation={{ kind: 'channel', id: channelId }}
          name={name}
          icon={
            <ThemeIcon variant="light" color="gray" radius="xl" size={30}>
              {kind === 'private' ? <IconLock size={16} aria-hidden /> : <IconHash size={16} aria-hidden />}
            </ThemeIcon>
          }
          unread={unread}
        />
      ))}
    </ul>
  );
}
