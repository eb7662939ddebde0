import { defineCatalogue, defineEvent } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Rooms } from '../src/connections/rooms.js';
import { EphemeralEvents } from '../src/delivery/ephemeral-events.js';
import { connectAs, startGateway, type TestClient } from './start-gateway.js';

const base = {
  version: 1,
  summary: 'A fact',
  payload: z.object({ tillId: z.string().nullable(), text: z.string() }),
  permission: 'pos.read',
} as const;
const catalogue = defineCatalogue({
  'test:pointer:moved': defineEvent({
    ...base,
    permissionIn: { branch: 'pos.sell' },
    audience: {
      workstation: ({ tillId }) => tillId,
      branch: ({ tillId }) => (tillId === 'b1' ? 'b1' : null),
    },
    delivery: 'ephemeral',
  }),
  'test:sale:completed': defineEvent({ ...base, audience: { organization: true }, delivery: 'durable' }),
});
const name = 'test:pointer:moved';
const seenBy = ({ received }: TestClient) => received.filter(([event]) => event === name);

async function setUp() {
  const gateway = await startGateway({ catalogue, clock: () => Date.parse('2026-11-22T08:00:00.000Z') });
  const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
  const sender = await connectAs(gateway, { userId: 'ada', deviceId: 'till-1' });
  const socket = welcome.mock.calls[0]?.[0];
  if (!socket) throw new Error('nobody was welcomed');
  const send = (payload: unknown, event = name) =>
    gateway.app.get(EphemeralEvents).send(socket, event, payload);
  return { gateway, sender, send };
}

describe('an ephemeral event', () => {
  it('goes by its declaration: to its rooms, with what it describes and a meta without cursor', async () => {
    const { gateway, send } = await setUp();
    const there = await connectAs(gateway, { rooms: ['pos:workstation:t1'] });
    const elsewhere = await connectAs(gateway, { rooms: ['pos:workstation:t2'] });
    expect(send({ tillId: 't1', text: 'hello', secret: 7 })).toBe(true);
    const meta = {
      id: expect.any(String),
      occurredAt: '2026-11-22T08:00:00.000Z',
      actor: { userId: 'ada', deviceId: 'till-1' },
    };
    await eventually(() => expect(seenBy(there)).toEqual([[name, { tillId: 't1', text: 'hello' }, meta]]));
    send({ tillId: 't2', text: 'fence' });
    await eventually(() => expect(seenBy(elsewhere)).toMatchObject([[name, { text: 'fence' }, {}]]));
  });

  it('goes to nobody when it has no audience', async () => {
    const { gateway, sender, send } = await setUp();
    const client = await connectAs(gateway, { rooms: ['pos:workstation:t1'] });
    expect(send({ tillId: null, text: 'for nobody' })).toBe(true);
    send({ tillId: 't1', text: 'fence' });
    await eventually(() => expect(seenBy(client)).toMatchObject([[name, { text: 'fence' }, {}]]));
    expect(seenBy(sender)).toEqual([]);
  });

  it('is not sent by who lacks a permission of its audience', async () => {
    const { gateway, send } = await setUp();
    const client = await connectAs(gateway, {
      permissions: ['pos.read', 'pos.sell'],
      rooms: ['pos:workstation:b1', 'branch:b1', 'pos:workstation:t1'],
    });
    expect(send({ tillId: 'b1', text: 'not mine to say' })).toBe(false);
    send({ tillId: 't1', text: 'fence' });
    await eventually(() => expect(seenBy(client)).toMatchObject([[name, { text: 'fence' }, {}]]));
  });

  it('is nothing else: no event that is kept, none that is not declared, no other payload', async () => {
    const { send } = await setUp();
    const payload = { tillId: 't1', text: 'hello' };
    expect(() => send(payload, 'test:sale:completed')).toThrow('test:sale:completed is no ephemeral event');
    expect(() => send(payload, 'test:pointer:lost')).toThrow('is no ephemeral event');
    expect(() => send({ tillId: 7 })).toThrow();
  });
});
