import { ActionIcon, Button, Group, Modal, Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { LoadFailure } from '../api/load-failure.js';
import { useCommand } from '../api/use-command.js';
import { useLive } from '../live/use-live.js';
import { useUser } from '../session/session-context.js';
import { afterMembersEvent, type ChannelEntry, type Members } from './channels.js';
import { usePeople } from './use-people.js';

interface MembersDialogProps {
  readonly channel: ChannelEntry;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Who is in a channel. Members of a private one may add others; sending somebody away takes a manager. */
export function MembersDialog({ channel, opened, onClose }: MembersDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Members of ${channel.name}`}>
      <MemberList channel={channel} />
    </Modal>
  );
}

function MemberList({ channel: { channelId, kind } }: Pick<MembersDialogProps, 'channel'>) {
  const { userId, permissions } = useUser();
  const people = usePeople('staff');
  const [added, setAdded] = useState<string | null>(null);
  const path = `/chat/channels/${channelId}/members`;
  const { data, error, retry } = useLive<Members>(path, (members, event) =>
    afterMembersEvent(channelId, members, event),
  );
  const { busy, give } = useCommand(retry);
  if (!data) {
    if (error) return <LoadFailure what="the members" error={error} retry={retry} />;
    return <Skeleton height={120} aria-label="Loading the members" />;
  }
  const mayRemove = kind === 'private' && permissions.includes('chat.staff.manage');
  const others = people.filter((person) => !data.items.some((member) => member.userId === person.userId));
  const add = async (person: string) => {
    const title = 'Nobody was added';
    if (await give({ title, method: 'POST', path, body: { userId: person } })) setAdded(null);
  };
  return (
    <Stack gap="md">
      <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
        {data.items.map((member) => (
          <Group key={member.userId} component="li" justify="space-between" mih={32}>
            <Text size="sm">
              {member.displayName}
              {member.userId === userId && ' (you)'}
            </Text>
            {mayRemove && member.userId !== userId && (
              <ActionIcon
                variant="subtle"
                color="red"
                disabled={busy}
                aria-label={`Remove ${member.displayName}`}
                onClick={() =>
                  void give({
                    title: 'Nobody was removed',
                    method: 'DELETE',
                    path: `${path}/${encodeURIComponent(member.userId)}`,
                  })
                }
              >
                <IconUserMinus size={17} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
      </Stack>
      {kind === 'private' ? (
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <Select
            label="Add somebody"
            flex={1}
            searchable
            data={others.map((person) => ({ value: person.userId, label: person.displayName }))}
            value={added}
            onChange={setAdded}
            nothingFoundMessage="Nobody else"
          />
          <Button
            disabled={added === null}
            loading={busy}
            onClick={() => void (added !== null && add(added))}
          >
            Add
          </Button>
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          Everybody of the staff is in this channel.
        </Text>
      )}
    </Stack>
  );
}
