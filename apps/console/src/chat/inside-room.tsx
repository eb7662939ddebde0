import { useRealtimeStatus } from '@business-control/realtime-client/react';
import type { PublicRoomName } from '@business-control/realtime-contracts';
import { Button, EmptyState } from '@mantine/core';
import { IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ThreadSkeleton } from './thread-skeleton.js';
import type { Rooms } from './use-rooms.js';

interface InsideRoomProps {
  /** `null` where there is none to be in. */
  readonly room: PublicRoomName | null;
  readonly rooms: Rooms;
  readonly children: ReactNode;
}

/** Shows a conversation once everything that happens in it arrives: what was fetched before could lack what came in between. */
export function InsideRoom({ room, rooms, children }: InsideRoomProps) {
  const { state: connection, error } = useRealtimeStatus();
  const interrupted = connection !== 'connected' && error !== null;
  const state = room === null ? 'joined' : (rooms.states.get(room) ?? 'joining');
  if (state === 'joined') return children;
  if (state === 'joining') {
    if (!interrupted) return <ThreadSkeleton />;
    return (
      <EmptyState
        variant="light"
        py={80}
        icon={<IconPlugConnectedX size={28} aria-hidden />}
        title="There is no live connection"
        description="The conversation opens by itself once the connection is there."
      />
    );
  }
  if (state.refusedWith === 'room.forbidden') {
    return (
      <EmptyState
        variant="light"
        py={80}
        icon={<IconLock size={28} aria-hidden />}
        title="You are not in this conversation"
        description="Whoever manages it may have taken you out. What is written there is not for you any more."
      />
    );
  }
  return (
    <EmptyState
      variant="light"
      py={80}
      icon={<IconPlugConnectedX size={28} aria-hidden />}
      title="The conversation cannot be followed"
      description={`It could not be checked whether you are in it (${state.refusedWith}).`}
    >
      <Button variant="light" size="xs" onClick={() => room !== null && rooms.rejoin(room)}>
        Try again
      </Button>
    </EmptyState>
  );
}
