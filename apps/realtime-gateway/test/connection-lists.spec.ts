import { envelopeSchema, GATEWAY_FACTS_EXCHANGE, gatewayFacts } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { connectAs, inMemoryBroker, startGateway } from './start-gateway.js';

/** A gateway that lists its connections every second, and the users of each list by organization. */
async function listingGateway() {
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
  const gateway = await startGateway({ broker, env: { CONNECTIONS_LIST_SECONDS: '1' } });
  const lastOf = (organizationId: string) => lists.findLast((list) => list.organizationId === organizationId);
  return { gateway, lists, lastOf };
}

describe('the connections a gateway lists for core-api', () => {
  it('are those of each organization, as long as they last', async () => {
    const { gateway, lastOf } = await listingGateway();
    const till = await connectAs(gateway, { userId: 'ada', organizationId: 'acme', deviceId: 'till-1' });
    await connectAs(gateway, { userId: 'bea', organizationId: 'acme' });
    await connectAs(gateway, { userId: 'gus', organizationId: 'globex' });
    await eventually(() => expect(lastOf('acme')?.userIds).toEqual(['ada', 'bea']));
    await eventually(() => expect(lastOf('globex')?.userIds).toEqual(['gus']));
    till.socket.disconnect();
    await eventually(() => expect(lastOf('acme')?.userIds).toEqual(['bea']));
  });

  it('opened before the list was made', async () => {
    const { gateway, lists } = await listingGateway();
    await connectAs(gateway, { userId: 'ada', organizationId: 'acme' });
    await eventually(() => expect(lists.length).toBeGreaterThan(1));
    for (const { openedAt, at } of lists) for (const opened of openedAt) expect(opened <= at).toBe(true);
  });

  it('are none of an organization that everybody has left', async () => {
    const { gateway, lists } = await listingGateway();
    const ada = await connectAs(gateway, { userId: 'ada', organizationId: 'acme' });
    await connectAs(gateway, { userId: 'gus', organizationId: 'globex' });
    ada.socket.disconnect();
    const listsOf = (organizationId: string) =>
      lists.filter((list) => list.organizationId === organizationId);
    await eventually(() => expect(listsOf('globex').length).toBeGreaterThan(1));
    const before = listsOf('acme').length;
    const seen = listsOf('globex').length;
    await eventually(() => expect(listsOf('globex').length).toBeGreaterThan(seen));
    expect(listsOf('acme').length).toBe(before);
  });
});
