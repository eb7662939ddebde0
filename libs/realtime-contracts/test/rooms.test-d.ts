import { belongsTo, type PublicRoomName, type Room, room } from '@business-control/realtime-contracts';
import { describe, expectTypeOf, it } from 'vitest';

describe('a room', () => {
  it('cannot be written as a bare string', () => {
    // @ts-expect-error only room() makes one
    const forged: Room = 'org:globex|branch:1';
    expectTypeOf(forged).toExtend<string>();
    // @ts-expect-error only room() makes one
    belongsTo('org:globex|branch:1', 'acme');
  });

  it('cannot be made without an organization', () => {
    // @ts-expect-error the organization is missing
    room('branch', '1');
    // @ts-expect-error 'planet' is not a kind of room
    room('acme', 'planet', '1');
    expectTypeOf(room('acme', 'branch', '1')).toEqualTypeOf<Room>();
  });

  it('is not what clients write', () => {
    expectTypeOf<'pos:workstation:42'>().toExtend<PublicRoomName>();
    expectTypeOf<'planet:42'>().not.toExtend<PublicRoomName>();
    expectTypeOf<PublicRoomName>().not.toExtend<Room>();
    expectTypeOf<Room>().not.toExtend<PublicRoomName>();
  });
});
