import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { payloadSchemaOf } from '../test/documents/payload-schema.js';
import { anyCharacter, payloadsOf } from '../test/payloads.js';
import { audienceOf, type CatalogueEntries, defineCatalogue } from './catalogue.js';
import { defineEvent } from './define-event.js';
import { catalogue } from './events/index.js';
import { isPermission } from './permissions.js';
import { belongsTo, InvalidRoomId, isRoomId, type RoomKind, room, roomKinds } from './rooms.js';
import { exchangeOf } from './routing.js';

const organization = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 40 }).filter(isRoomId);

const entries: CatalogueEntries = catalogue.entries;

describe.each(Object.entries(entries))('%s', (_name, definition) => {
  const payloads = payloadsOf(payloadSchemaOf(definition));

  it('reaches only rooms of the organization it happened in, whatever it carries', () => {
    fc.assert(
      fc.property(organization, payloads, (organizationId, payload) => {
        for (const reached of audienceOf(definition, organizationId, payload)) {
          expect(belongsTo(reached.room, organizationId)).toBe(true);
        }
      }),
    );
  });

  it('accepts every payload that its published schema allows, and JSON changes none', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(definition.payload.parse(JSON.parse(JSON.stringify(payload)))).toEqual(payload);
      }),
    );
  });

  it('requires a permission that exists', () => {
    const { permission, permissionIn = {} } = definition;
    for (const required of [permission, ...Object.values(permissionIn)]) {
      expect(isPermission(required)).toBe(true);
    }
  });

  it('names another permission only for kinds of rooms it goes to', () => {
    const { audience, permissionIn = {} } = definition;
    expect(Object.keys(audience)).toEqual(expect.arrayContaining(Object.keys(permissionIn)));
  });

  it('acts, if at all, on a user it can name', () => {
    const { control } = definition;
    fc.assert(
      fc.property(payloads, (payload) => {
        if (control) expect(isRoomId(control(definition.payload.parse(payload)).userId)).toBe(true);
      }),
    );
  });

  it('has a version that counts from 1', () => {
    expect(Number.isSafeInteger(definition.version) && definition.version >= 1).toBe(true);
  });

  it('says in one sentence, without the full stop, what happened', () => {
    expect(definition.summary).toMatch(/^[A-Z][^\n]*[^\s.]$/);
    expect(definition.summary.split(' ').length).toBeGreaterThanOrEqual(4);
  });
});

describe('the catalogue', () => {
  const conflated = Object.entries(entries).filter(([, { delivery }]) => delivery === 'latest');

  it.each(conflated)('has a key under which only the latest %s counts', (_name, definition) => {
    fc.assert(
      fc.property(payloadsOf(payloadSchemaOf(definition)), (payload) => {
        expect(definition.delivery === 'latest' && definition.conflateBy(payload)).toEqual(
          expect.any(String),
        );
      }),
    );
  });

  it('has the events of a module in the file of that module, so that no two files declare one name', async () => {
    const files = readdirSync(new URL('events/', import.meta.url)).filter((file) =>
      file.endsWith('.events.ts'),
    );
    const declared = await Promise.all(
      files.map(async (file) => {
        const module = file.slice(0, -'.events.ts'.length);
        const exported: Record<string, object> = await import(`./events/${module}.events.ts`);
        const names = Object.keys(
          exported[`${module.replaceAll(/-(.)/g, (_, c) => c.toUpperCase())}Events`] ?? {},
        );
        expect(names, file).not.toEqual([]);
        expect([...new Set(names.map(exchangeOf))], file).toEqual([`${module}.events`]);
        return names;
      }),
    );
    expect(declared.flat().sort()).toEqual([...catalogue.names].sort());
  });
});

describe('defineCatalogue', () => {
  const payload = z.object({ id: z.string(), others: z.array(z.string()), nobody: z.null() });
  const small = defineCatalogue({
    'stock:level:fell': defineEvent({
      version: 1,
      summary: 'The stock of a product fell',
      payload,
      permission: 'pos.read',
      audience: { warehouse: ({ id }) => id, branch: ({ others }) => others, order: ({ nobody }) => nobody },
      delivery: 'durable',
    }),
    'stock:level:totals': defineEvent({
      version: 1,
      summary: 'The totals of a warehouse changed',
      payload,
      permission: 'pos.totals.read',
      audience: { warehouse: ({ id }) => id },
      delivery: 'ephemeral',
    }),
    'audit:entry:added': defineEvent({
      version: 1,
      summary: 'Something worth an audit happened',
      payload,
      permission: 'pos.read',
      audience: {},
      delivery: 'durable',
    }),
  });
  const example = { id: '1', others: ['2', '3'], nobody: null };

  it('lists every exchange once', () => {
    expect(small.exchanges).toEqual(['stock.events', 'audit.events']);
  });

  it('finds what is declared and nothing that every object has', () => {
    expect(small.find('stock:level:fell')).toBe(small.entries['stock:level:fell']);
    expect(small.find('stock:level:rose')).toBeUndefined();
    expect(small.find('constructor')).toBeUndefined();
  });

  it('knows which permissions the events of a kind of room require', () => {
    expect([...small.permissionsOf('warehouse')]).toEqual(['pos.read', 'pos.totals.read']);
    expect([...small.permissionsOf('branch')]).toEqual(['pos.read']);
    expect([...small.permissionsOf('ticket')]).toEqual([]);
  });

  it('names rooms for one id, for many and for none', () => {
    const permission = 'pos.read';
    expect(audienceOf(small.entries['stock:level:fell'], 'acme', example)).toEqual([
      { room: room('acme', 'warehouse', '1'), permission },
      { room: room('acme', 'branch', '2'), permission },
      { room: room('acme', 'branch', '3'), permission },
    ]);
  });

  it('asks for another permission in rooms of a kind where the event says so', () => {
    const ordered = defineCatalogue({
      'order:created': defineEvent({
        version: 1,
        summary: 'An order came in here',
        payload,
        permission: 'orders.read',
        permissionIn: { user: 'orders.own' },
        audience: { organization: true, user: ({ id }) => id },
        delivery: 'durable',
      }),
    });
    expect(audienceOf(ordered.entries['order:created'], 'acme', example)).toEqual([
      { room: room('acme', 'organization', 'acme'), permission: 'orders.read' },
      { room: room('acme', 'user', '1'), permission: 'orders.own' },
    ]);
    expect([...ordered.permissionsOf('organization')]).toEqual(['orders.read']);
    expect([...ordered.permissionsOf('user')]).toEqual(['orders.own']);
  });

  it('gives an internal fact no audience', () => {
    expect(audienceOf(small.entries['audit:entry:added'], 'acme', example)).toEqual([]);
  });

  it('refuses an id that cannot name a room', () => {
    const unnamed = { ...example, id: '' };
    expect(() => audienceOf(small.entries['stock:level:fell'], 'acme', unnamed)).toThrow(InvalidRoomId);
  });

  it('takes the organization from outside for the room of the whole organization', () => {
    const [reached] = audienceOf(catalogue.entries['pos:daily-totals:updated'], 'acme', {});
    expect(reached?.room).toBe(room('acme', 'organization', 'acme'));
  });

  it('refuses a name that is not module:noun[:fact]', () => {
    expect(() => defineCatalogue({ 'Stock level': small.entries['stock:level:fell'] })).toThrow(
      '"Stock level"',
    );
  });

  it.each(['realtime:ready', 'presence:changed'])('refuses %s, a name of the connection itself', (name) => {
    expect(() => defineCatalogue({ [name]: small.entries['stock:level:fell'] })).toThrow(name);
  });

  it('lets every kind of room be reached', () => {
    for (const kind of Object.keys(roomKinds) as RoomKind[]) {
      const audience = kind === 'organization' ? { organization: true as const } : { [kind]: () => 'x' };
      const definition = { ...small.entries['audit:entry:added'], audience };
      expect(audienceOf(definition, 'acme', example).map((reached) => reached.room)).toEqual([
        room('acme', kind, kind === 'organization' ? 'acme' : 'x'),
      ]);
    }
  });
});
