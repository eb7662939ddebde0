import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconDoorExit, IconDotsVertical, IconPencil } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCommand } from '../api/use-command.js';
import { ConfirmDialog } from '../dialogs/confirm-dialog.js';
import { useUser } from '../session/session-context.js';
import type { ChannelEntry } from './channels.js';
import { RenameChannelDialog } from './rename-channel-dialog.js';

interface ChannelMenuProps {
  readonly channel: ChannelEntry;
  /** Looks at the channels again. */
  readonly onChanged: () => void;
}

/** What is done to a channel as a whole, by those who manage channels; whoever is in a private one may leave it. */
export function ChannelMenu({ channel: { channelId, name, kind }, onChanged }: ChannelMenuProps) {
  const manages = useUser().permissions.includes('chat.staff.manage');
  const navigate = useNavigate();
  const { busy, give } = useCommand(onChanged);
  const [opened, setOpened] = useState<'rename' | 'archive' | 'leave' | null>(null);
  const menu = useRef<HTMLButtonElement>(null);
  const close = () => setOpened(null);
  const leavable = kind === 'private';
  if (!manages && !leavable) return null;

  const path = `/chat/channels/${channelId}`;
  const rename = async (to: string) => {
    const title = 'The channel was not renamed';
    if (await give({ title, method: 'PATCH', path, body: { name: to } })) close();
  };
  /** What takes the channel away from here. */
  const end = async (title: string, action: 'archive' | 'leave') => {
    if (await give({ title, method: 'POST', path: `${path}/${action}` })) await navigate('/conversations');
  };
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={200}>
        <Menu.Target>
          <ActionIcon ref={menu} variant="default" size={30} aria-label={`More about ${name}`}>
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {manages && (
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpened('rename')}>
              Rename
            </Menu.Item>
          )}
          {leavable && (
            <Menu.Item
              leftSection={<IconDoorExit size={16} aria-hidden />}
              onClick={() => setOpened('leave')}
            >
              Leave
            </Menu.Item>
          )}
          {manages && (
            <Menu.Item
              color="red"
              c="red"
              leftSection={<IconArchive size={16} aria-hidden />}
              onClick={() => setOpened('archive')}
            >
              Archive
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <RenameChannelDialog
        menu={menu}
        name={name}
        opened={opened === 'rename'}
        busy={busy}
        onClose={close}
        onRename={rename}
      />
      <ConfirmDialog
        menu={menu}
        title={`Archive ${name}?`}
        action="Archive"
        opened={opened === 'archive'}
        busy={busy}
        onClose={close}
        onConfirm={() => end('The channel was not archived', 'archive')}
      >
        Nobody can write in it any more, and it leaves the list of everybody. What was written is kept. It
        cannot be opened again.
      </ConfirmDialog>
      <ConfirmDialog
        menu={menu}
        title={`Leave ${name}?`}
        action="Leave"
        opened={opened === 'leave'}
        busy={busy}
        onClose={close}
        onConfirm={() => end('You did not leave the channel', 'leave')}
      >
        What is written in it is not for you any more, until one of its members adds you again.
      </ConfirmDialog>
    </>
  );
}
