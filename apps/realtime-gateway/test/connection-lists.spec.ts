import { envelopeSchema, GATEWAY_FACTS_EXCHANGE, gatewayFacts } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { ConnectionLists } from '../src/facts/connection-lists.js';
import { connectAs, inMemoryBroker, startGateway } from './start-gateway.js';

/** A gateway, and the users of each list of its connections by organization; it makes none by itself unless told when. */
async function listingGateway({ everySeconds = 86_400, clock = Date.now } = {}) {
  const broker = inMemoryBroker();
  const lists: { organizationId: string; userIds: string[]; openedAt: string[]; at: string }[] = [];
  await broker.consume({
    queue: 'lists',
    bindings: [{ exchange: GATEWAY_FACTS_EXCHANGE, routingKey: 'realtime.connections.listed' }],
    handle: async ({ body }) => {
      const fact = envelopeSchema.parse(JSON.parse(Buffer.from(body).toString()));
      const { payload } = gatewayFacts['realtime:connections:listed'];
      const { connections } = payload.parse(fact.payload);
      lists.push({
        organizationId: fact.organizationId,
        userIds: connections.map(({ userId }) => userId).sort(),
        openedAt: connections.map(({ openedAt }) => openedAt),
        at: fact.occurredAt,
      });
      return { outcome: 'ack' };
    },
  });
  const gateway = await startGateway({ broker, clock, env: { CONNECTIONS_LIST_SECONDS: `${everySeconds}` } });
  /** The lists of this moment, of which one is of this organization. */
  const listNow = async (organizationId: string) => {
    lists.length = 0;
    gateway.app.get(ConnectionLists).report();
    await eventually(() => expect(lists).toContainEqual(expect.objectContaining({ organizationId })));
    return [...lists];
  };
  return { gateway, lists, listNow };
}

describe('the connections a gateway lists for core-api', () => {
  it('are those of each organization, as long as they last', async () => {
    const { gateway, lists } = await listingGateway({ everySeconds: 1 });
    const lastOf = (organizationId: string) =>
      lists.findLast((list) => list.organizationId === organizationId);
    const till = await connectAs(gateway, { userId: 'ada', organizationId: 'acme', deviceId: 'till-1' });
    await connectAs(gateway, { userId: 'bea', organizationId: 'acme' });
    await connectAs(gateway, { userId: 'gus', organizationId: 'globex' });
    await eventually(() => expect(lastOf('acme')?.userIds).toEqual(['ada', 'bea']));
    await eventually(() => expect(lastOf('globex')?.userIds).toEqual(['gus']));
    till.socket.disconnect();
    await eventually(() => expect(lastOf('acme')?.userIds).toEqual(['bea']));
  });

  it('opened before the list was made', async () => {
    let now = Date.parse('2026-11-22T08:00:00.000Z');
    const { gateway, listNow } = await listingGateway({ clock: () => ++now });
    await connectAs(gateway, { userId: 'ada', organizationId: 'acme' });
    const [list] = await listNow('acme');
    expect(list?.openedAt).toHaveLength(1);
    for (const opened of list?.openedAt ?? []) expect(opened < (list?.at ?? '')).toBe(true);
  });

  it('are none of an organization that everybody has left', async () => {
    const { gateway, listNow } = await listingGateway();
    const ada = await connectAs(gateway, { userId: 'ada', organizationId: 'acme' });
    await connectAs(gateway, { userId: 'gus', organizationId: 'globex' });
    // The list of globex comes last of those made at one time.
    const listed = async () => (await listNow('globex')).map(({ organizationId }) => organizationId);
    expect(await listed()).toEqual(['acme', 'globex']);
    ada.socket.disconnect();
    await eventually(async () => expect(await listed()).toEqual(['globex']));
  });
});
