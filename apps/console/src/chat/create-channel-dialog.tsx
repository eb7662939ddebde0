import type { ChannelPayload } from '@business-control/realtime-contracts';
import { Button, Group, Modal, MultiSelect, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useApi } from '../api/api-context.js';
import { notifyFailure } from '../api/notify-failure.js';
import { useBranches } from '../branches/use-branches.js';
import { MAX_CHANNEL_NAME } from './channels.js';
import { pageOf } from './conversation.js';
import { usePeople } from './use-people.js';

interface CreateChannelDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Looks at the channels again. */
  readonly onCreated: () => void;
}

const kinds = [
  { value: 'organization', label: 'All of the staff' },
  { value: 'branch', label: 'A branch' },
  { value: 'private', label: 'Private' },
];

export function CreateChannelDialog({ opened, onClose, onCreated }: CreateChannelDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="New channel">
      <NewChannel
        onCreated={() => {
          onCreated();
          onClose();
        }}
      />
    </Modal>
  );
}

function NewChannel({ onCreated }: Pick<CreateChannelDialogProps, 'onCreated'>) {
  const api = useApi();
  const navigate = useNavigate();
  const people = usePeople('staff');
  const [name, setName] = useState('');
  const [kind, setKind] = useState('organization');
  const { data: branches } = useBranches();
  const [branchId, setBranchId] = useState<string | null>(null);
  const [memberIds, setMemberIds] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
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
          <Select
            label="Branch"
            required
            searchable
            data={branches?.items.map((branch) => ({ value: branch.branchId, label: branch.name })) ?? []}
            value={branchId}
            onChange={setBranchId}
            nothingFoundMessage="There is none yet"
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
            disabled={name.trim() === '' || (kind === 'branch' && branchId === null)}
          >
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
