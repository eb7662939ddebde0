import type { ChannelPayload } from '@business-control/realtime-contracts';
import {
  Autocomplete,
  Button,
  Group,
  Modal,
  MultiSelect,
  SegmentedControl,
  Stack,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useApi } from '../api/api-context.js';
import { notifyFailure } from '../api/notify-failure.js';
import { branchesOf, type ChannelEntry, MAX_CHANNEL_NAME } from './channels.js';
import { pageOf } from './conversation.js';
import { usePeople } from './use-people.js';

interface CreateChannelDialogProps {
  readonly opened: boolean;
  /** Those there are. */
  readonly channels: readonly ChannelEntry[];
  readonly onClose: () => void;
  /** Looks at the channels again. */
  readonly onCreated: () => void;
}

/** Longest id of a branch, in characters. */
const MAX_BRANCH_ID = 128;

const kinds = [
  { value: 'organization', label: 'All of the staff' },
  { value: 'branch', label: 'A branch' },
  { value: 'private', label: 'Private' },
];

export function CreateChannelDialog({ opened, channels, onClose, onCreated }: CreateChannelDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="New channel">
      <NewChannel
        branches={branchesOf(channels)}
        onCreated={() => {
          onCreated();
          onClose();
        }}
      />
    </Modal>
  );
}

interface NewChannelProps extends Pick<CreateChannelDialogProps, 'onCreated'> {
  /** Some that there are; others are named by hand. */
  readonly branches: readonly string[];
}

function NewChannel({ branches, onCreated }: NewChannelProps) {
  const api = useApi();
  const navigate = useNavigate();
  const people = usePeople('staff');
  const [name, setName] = useState('');
  const [kind, setKind] = useState('organization');
  const [branch, setBranch] = useState('');
  const [memberIds, setMemberIds] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const branchId = branch.trim();
  const create = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const body = {
        kind,
        name: name.trim(),
        ...(kind === 'branch' && { branchId }),
        ...(kind === 'private' && { memberIds }),
      };
      const { channelId } = await api.command<ChannelPayload>('POST', '/chat/channels', body);
      onCreated();
      await navigate(pageOf({ kind: 'channel', id: channelId }));
    } catch (error) {
      notifyFailure('The channel was not created', error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void create(event)} aria-label="New channel">
      <Stack gap="md">
        <TextInput
          label="Name"
          required
          maxLength={MAX_CHANNEL_NAME}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
          data-autofocus
        />
        <SegmentedControl
          data={kinds}
          value={kind}
          onChange={setKind}
          fullWidth
          aria-label="Who may be in it"
        />
        {kind === 'branch' && (
          <Autocomplete
            label="Branch"
            description="Its id, as orders name it"
            required
            maxLength={MAX_BRANCH_ID}
            data={branches}
            value={branch}
            onChange={setBranch}
          />
        )}
        {kind === 'private' && (
          <MultiSelect
            label="Members besides you"
            data={people.map(({ userId, displayName }) => ({ value: userId, label: displayName }))}
            value={memberIds}
            onChange={setMemberIds}
            searchable
            nothingFoundMessage="Nobody else"
          />
        )}
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={busy}
            disabled={name.trim() === '' || (kind === 'branch' && branchId === '')}
          >
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
