import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.js';
import { notifyFailure } from '../api/notify-failure.js';
import { useUser } from '../session/session-context.js';

interface Simulation {
  readonly enabled: boolean;
  readonly running: { readonly salesPerMinute: number; readonly until: string } | null;
}

const key = ['simulator'] as const;
const paces = [
  { value: '6', label: 'Quiet' },
  { value: '20', label: 'Busy' },
  { value: '60', label: 'Rush hour' },
];

/** Lets the shop sell by itself; nothing where the simulator is switched off, or for those who may not. */
export function SimulatorControl() {
  return useUser().permissions.includes('simulator.run') ? <Control /> : null;
}

function Control() {
  const api = useApi();
  const queryClient = useQueryClient();
  const [pace, setPace] = useState('20');
  const { data } = useQuery({ queryKey: key, queryFn: () => api.get<Simulation>('/simulator') });
  const change = useMutation({
    mutationFn: (start: boolean) =>
      start
        ? api.command<Simulation>('POST', '/simulator/start', { salesPerMinute: Number(pace) })
        : api.command<Simulation>('POST', '/simulator/stop'),
    onSuccess: (simulation) => queryClient.setQueryData<Simulation>(key, simulation),
    onError: (error) => notifyFailure('The simulator did not react', error),
  });
  if (!data?.enabled) return null;
  const { running } = data;
  return (
    <Group gap="sm" role="group" aria-label="Simulator">
      {running ? (
        <Text size="sm" c="dimmed">
          Simulating {running.salesPerMinute} sales a minute until{' '}
          {new Date(running.until).toLocaleTimeString([], { timeStyle: 'short' })}
        </Text>
      ) : (
        <SegmentedControl size="xs" data={paces} value={pace} onChange={setPace} aria-label="Pace" />
      )}
      <Button
        size="xs"
        variant={running ? 'default' : 'light'}
        loading={change.isPending}
        leftSection={
          running ? <IconPlayerStop size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />
        }
        onClick={() => change.mutate(!running)}
      >
        {running ? 'Stop the simulator' : 'Simulate customers'}
      </Button>
    </Group>
  );
}
