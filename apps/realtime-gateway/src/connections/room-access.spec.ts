import { catalogue, isPermission } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { automaticRooms, decideRoom, type RoomHolder } from './room-access.js';

function holder(...permissions: string[]): RoomHolder {
  return {
    userId: 'u1',
    organizationId: 'acme',
    deviceId: 'd1',
    permissions: new Set(permissions.filter(isPermission)),
  };
}

describe('automaticRooms', () => {
  it('are the organization, the user and the device', () => {
    const rooms = automaticRooms(catalogue, holder('pos.read'));
    expect(rooms.map(({ name }) => name)).toEqual(['Organization:acme', 'user:u1', 'device:d1']);
  });

  it('leave out the device when there is none', () => {
    const rooms = automaticRooms(catalogue, { ...holder(), deviceId: null });
    expect(rooms.map(({ name }) => name)).toEqual(['Organization:acme', 'user:u1']);
  });

  it('join the organization once for each permission held, and for notices', () => {
    const [organization] = automaticRooms(catalogue, holder('pos.read', 'pos.sell'));
    expect(organization?.channels).toEqual([
      'org:acme|organization:acme|',
      'org:acme|organization:acme|pos.read',
    ]);
  });

  it('join the organization for notices alone without any permission', () => {
    expect(automaticRooms(catalogue, holder()).flatMap(({ channels }) => channels)).toEqual([
      'org:acme|organization:acme|',
    ]);
  });
});

const nobodyKnows = () => 'unknown' as const;

describe('decideRoom', () => {
  it('opens a room by permission, inside the own organization', () => {
    expect(decideRoom(catalogue, holder('pos.read'), 'pos:workstation:w1', nobodyKnows)).toEqual({
      granted: true,
      automatic: false,
      name: 'pos:workstation:w1',
      channels: ['org:acme|workstation:w1|pos.read'],
    });
  });

  it.each([
    ['a room by permission without one of its permissions', 'pos:workstation:w1', 'room.forbidden'],
    ['a room no event goes to', 'branch:b1', 'room.forbidden'],
    ['another organization', 'Organization:globex', 'room.forbidden'],
    ['another user', 'user:u2', 'room.forbidden'],
    ['another device', 'device:d2', 'room.forbidden'],
    ['a channel', 'chat:channel:c1', 'room.membership-unavailable'],
    ['a ticket', 'chat:ticket:t1', 'room.membership-unavailable'],
    ['an unknown kind', 'safe:s1', 'room.unknown'],
    ['an id that cannot name a room', 'branch:', 'room.unknown'],
    ['a room as it is called inside', 'org:globex|organization:globex', 'room.unknown'],
  ])('refuses %s', (_, name, code) => {
    expect(decideRoom(catalogue, holder('pos.totals.read'), name, nobodyKnows)).toEqual({
      granted: false,
      code,
    });
  });

  it.each(['Organization:acme', 'user:u1', 'device:d1'])('knows %s is there already', (name) => {
    expect(decideRoom(catalogue, holder(), name, nobodyKnows)).toMatchObject({
      granted: true,
      automatic: true,
      name,
    });
  });
});
