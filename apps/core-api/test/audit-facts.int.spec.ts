import type { OutgoingMessage } from '@business-control/event-broker';
import {
  type ConnectionOpenedPayload,
  type Envelope,
  routingKeyOf,
} from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { eventFact, gatewayFact, openReactionSeams, type ReactionSeams } from './reactions-fixture.js';

const OPENED_QUEUE = 'audit.record-connection-on-connection-opened';

const connection: ConnectionOpenedPayload = {
  connectionId: 'c1',
  userId: 'pat',
  deviceId: 'till-1',
  roles: [],
  sessionId: null,
  address: '192.0.2.7',
  gatewayId: 'g1',
  transport: 'websocket',
};

const opened = (over: Partial<Envelope> = {}) => gatewayFact('realtime:connection:opened', connection, over);

describe('what gateways report', () => {
  let seams: ReactionSeams;
  let database: ReactionSeams['database'];
  let broker: ReactionSeams['broker'];
  beforeEach(async () => {
    seams = await openReactionSeams();
    ({ database, broker } = seams);
  });
  afterEach(() => seams.close());

  const entries = () => database.transaction((tx) => tx.select().from(auditEntries));
  const recorded = async (...ids: string[]) =>
    eventually(
      async () => expect((await entries()).map(({ entryId }) => entryId).sort()).toEqual(ids.toSorted()),
      { timeoutMs: 20_000 },
    );

  it('is in the audit log: who connected, from where, and why it ended', async () => {
    await seams.startCoreApi();
    const openedAt = '2026-01-01T12:00:00.000Z';
    const events = { 'pos:cart:updated': 3 };
    await broker.publish(opened());
    await broker.publish(
      gatewayFact('realtime:connection:closed', { ...connection, reason: 'transport close', openedAt }),
    );
    const summary = { gatewayId: 'g1', from: openedAt, to: openedAt, events };
    await broker.publish(gatewayFact('realtime:emissions:summarized', summary));
    await eventually(async () => expect(await entries()).toHaveLength(3), { timeoutMs: 20_000 });
    const found = new Map((await entries()).map((entry) => [entry.type, entry]));
    const person = { userId: 'pat', deviceId: 'till-1', address: '192.0.2.7', organizationId: 'acme' };
    const details = { connectionId: 'c1', sessionId: null, gatewayId: 'g1', transport: 'websocket' };
    expect(found.get('connection.opened')).toMatchObject({
      ...person,
      details,
      occurredAt: new Date(openedAt),
    });
    expect(found.get('connection.closed')).toMatchObject({
      ...person,
      details: { ...details, reason: 'transport close', openedAt },
    });
    expect(found.get('emissions.summarized')).toMatchObject({ userId: null, details: { events } });
  });

  it('is beside who changed whose account, from the outbox', async () => {
    await seams.startCoreApi();
    const disabled = eventFact(
      'identity:user:disabled',
      { userId: 'pat' },
      { actor: { userId: 'kim', deviceId: null } },
    );
    await broker.publish(disabled);
    await recorded(disabled.id);
    expect(await entries()).toMatchObject([
      { type: 'user.disabled', userId: 'pat', details: { by: { userId: 'kim', deviceId: null } } },
    ]);
  });

  it('is recorded once, however often it is delivered', async () => {
    await seams.startCoreApi();
    const [twice, fence] = [opened(), opened()];
    await broker.publish(twice);
    await broker.publish(twice);
    await broker.publish(fence);
    await recorded(twice.id, fence.id);
  });

  it('waits in its queue while core-api is away, and for a database that fails', async () => {
    const app = await seams.startCoreApi();
    await app.close();
    const [missed, next] = [opened(), opened()];
    await broker.publish(missed);
    await seams.startCoreApi();
    await recorded(missed.id);
    let failures = 2;
    database.failTransaction = () => failures-- > 0;
    await broker.publish(next);
    await recorded(missed.id, next.id);
    expect(await broker.deadLetters(OPENED_QUEUE, 10)).toEqual([]);
  });

  it('is set aside with the reason when it is malformed, and the rest is recorded', async () => {
    await seams.startCoreApi();
    const good = [opened(), opened()];
    const body = (value: unknown) => Buffer.from(JSON.stringify(value));
    const bad: [OutgoingMessage, string][] = [
      [{ ...opened(), body: Buffer.from('{') }, 'not-json'],
      [{ ...opened(), body: body({ id: 'x' }) }, 'not-an-envelope'],
      [opened({ name: 'realtime:connection:closed' }), 'wrong-route'],
      [opened({ version: 2 }), 'wrong-version'],
      [{ ...opened(), headers: { 'organization-id': 'globex' } }, 'wrong-organization'],
      [opened({ payload: { ...connection, address: 7 } }), 'invalid-payload (address: invalid_type)'],
    ];
    const route = { routingKey: routingKeyOf('realtime:connection:opened') };
    await broker.publish(good[0] ?? opened());
    for (const [message] of bad) await broker.publish({ ...message, ...route });
    await broker.publish(good[1] ?? opened());
    await recorded(...good.map(({ id }) => id));
    const dead = await broker.deadLetters(OPENED_QUEUE, 10);
    expect(dead.map(({ id, reason }) => [id, reason])).toEqual(
      bad.map(([{ id }, reason]) => [id, expect.stringContaining(reason)]),
    );
  });

  it('is set aside when it fails each time, and the rest is recorded', async () => {
    await seams.startCoreApi();
    const poison = opened({ occurredAt: '2026-01-01T12:00:00.000Z', organizationId: 'a\u0000b' });
    const fence = opened();
    await broker.publish(poison);
    await broker.publish(fence);
    await recorded(fence.id);
    await eventually(
      async () =>
        expect(await broker.deadLetters(OPENED_QUEUE, 10)).toMatchObject([
          { id: poison.id, reason: 'delivery-limit' },
        ]),
      { timeoutMs: 20_000 },
    );
  });
});
