import { useRealtime } from '@business-control/realtime-client/react';
import type { PublicRoomName } from '@business-control/realtime-contracts';
import { useEffect, useState } from 'react';
import { RoomKeeper, type RoomStates } from './room-keeper.js';

export interface Rooms {
  readonly states: RoomStates;
  readonly rejoin: (room: PublicRoomName) => void;
}

/** Is in these rooms while mounted. */
export function useRooms(rooms: readonly PublicRoomName[]): Rooms {
  const client = useRealtime();
  const [states, setStates] = useState<RoomStates>(new Map());
  const [keeper, setKeeper] = useState<RoomKeeper | null>(null);
  useEffect(() => {
    const opened = new RoomKeeper(client, setStates);
    setKeeper(opened);
    return () => opened.close();
  }, [client]);
  const key = rooms.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same rooms under another array are the same rooms
  useEffect(() => keeper?.want(rooms), [keeper, key]);
  return { states, rejoin: (room) => keeper?.rejoin(room) };
}
