import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCharacter } from '../test/payloads.js';
import {
  belongsTo,
  InvalidRoomId,
  isRoomId,
  parsePublicRoomName,
  publicRoomName,
  type RoomKind,
  room,
  roomKinds,
} from './rooms.js';

const kinds = Object.keys(roomKinds) as RoomKind[];
const kind = fc.constantFrom(...kinds);
/** Ids as an attacker would choose them: made of separators, kinds and encodings of both. */
const hostile = fc
  .array(fc.constantFrom('|', ':', '%', '%7C', '%3A', '%25', 'org:', ...kinds, 'a', 'b', '\0', '\n', '🜲'), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join(''));
const id = fc.oneof(hostile, fc.string({ unit: anyCharacter, minLength: 1, maxLength: 60 }).filter(isRoomId));

describe('room', () => {
  it('gives different rooms to different organizations, kinds or ids', () => {
    const place = fc.tuple(id, kind, id);
    fc.assert(
      fc.property(place, place, (a, b) => {
        expect(room(...a) === room(...b)).toBe(a.every((part, index) => part === b[index]));
      }),
    );
  });

  it('lets no organization id and no room id forge a room of another organization', () => {
    fc.assert(
      fc.property(id, id, kind, id, (mine, other, roomKind, roomId) => {
        expect(belongsTo(room(mine, roomKind, roomId), other)).toBe(mine === other);
      }),
    );
  });

  it('keeps out the ids that a separator in the middle would let escape', () => {
    expect(belongsTo(room('a', 'branch', 'x|org:b|branch:y'), 'b')).toBe(false);
    expect(belongsTo(room('a|branch:x', 'branch', 'y'), 'a')).toBe(false);
    expect(belongsTo(room('a', 'branch', 'x'), 'a%')).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['more than 200 characters', 'x'.repeat(201)],
    ['half a surrogate pair', 'x\ud800'],
  ])('refuses an id of %s', (_, invalid) => {
    expect(() => room('acme', 'branch', invalid)).toThrow(InvalidRoomId);
    expect(() => room(invalid, 'branch', '1')).toThrow(InvalidRoomId);
    expect(belongsTo(room('acme', 'branch', '1'), invalid)).toBe(false);
    expect(parsePublicRoomName(`branch:${invalid}`)).toBeUndefined();
  });

  it('accepts an id of exactly 200 characters', () => {
    expect(belongsTo(room('acme', 'branch', 'x'.repeat(200)), 'acme')).toBe(true);
  });
});

describe('public room names', () => {
  it('are read back as they were written', () => {
    fc.assert(
      fc.property(kind, id, (roomKind, roomId) => {
        expect(parsePublicRoomName(publicRoomName(roomKind, roomId))).toEqual({ kind: roomKind, id: roomId });
      }),
    );
  });

  it('have prefixes of which none begins with another', () => {
    const prefixes = Object.values(roomKinds).map(({ prefix }) => `${prefix}:`);
    for (const prefix of prefixes) {
      expect(prefixes.filter((other) => other.startsWith(prefix))).toEqual([prefix]);
    }
  });

  it.each(['', 'branch', 'branch:', ':1', 'planet:1', 'Branch:1', 'pos:1', 'org:acme|branch:1'])(
    'cannot be %j',
    (name) => {
      expect(parsePublicRoomName(name)).toBeUndefined();
    },
  );

  it('are those that are documented', () => {
    expect(publicRoomName('organization', 'acme')).toBe('Organization:acme');
    expect(publicRoomName('workstation', '42')).toBe('pos:workstation:42');
    expect(publicRoomName('ticket', '7')).toBe('chat:ticket:7');
  });
});
