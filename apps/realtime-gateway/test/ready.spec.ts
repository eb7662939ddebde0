import type { RealtimeReady } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { Rooms } from '../src/connections/rooms.js';
import { EventsConsumer } from '../src/delivery/events.consumer.js';
import { OrganizationLogs } from '../src/delivery/organization-logs.js';
import { messageOf, Sequence } from './envelopes.js';
import { connectAs, open, publish, startGateway, type TestClient, tokenFor } from './start-gateway.js';

describe('realtime:ready', () => {
  it('comes before every event and names the position that they continue, while events keep coming', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const auth = { token: await tokenFor({ organizationId: 'acme' }) };
    const clients: TestClient[] = [];
    for (let n = 0; n < 40; n += 1) {
      // No await for the connection: it happens somewhere among the events.
      clients.push(open(gateway, { auth, transports: n % 4 === 0 ? ['polling'] : ['websocket'] }));
      for (let burst = 0; burst < 10; burst += 1) await publish(gateway, acme.next(), acme.next());
    }
    await eventually(() => expect(clients.every(({ received }) => received.length > 0)).toBe(true));
    const last = acme.next();
    await publish(gateway, last);

    for (const { received, names, metas } of clients) {
      await eventually(() => expect(metas().at(-1)?.id).toBe(last.id));
      expect(names()[0]).toBe('realtime:ready');
      expect(names().filter((name) => name.startsWith('realtime:'))).toEqual(['realtime:ready']);
      const ready = received[0]?.[1] as RealtimeReady | undefined;
      const start = Number(ready?.cursor?.split('.')[1] ?? 0);
      expect(metas().map(({ cursor }) => cursor)).toEqual(
        Array.from({ length: (last.seq ?? 0) - start }, (_, n) => `e1.${start + n + 1}`),
      );
    }
  });

  it('leaves no moment for an event between the rooms, the position and itself', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const consumer = gateway.app.get(EventsConsumer);
    // An event arrives at the first moment at which the gateway lets go of the thread.
    const arrive = () => {
      const message = { ...messageOf(acme.next()), offset: 0 };
      queueMicrotask(() =>
        consumer.handle({ messages: [message], live: () => true, discontinuity: undefined }),
      );
    };
    const rooms = gateway.app.get(Rooms);
    const { welcome } = rooms;
    vi.spyOn(rooms, 'welcome').mockImplementation((socket) => {
      arrive();
      return welcome.call(rooms, socket);
    });
    const logs = gateway.app.get(OrganizationLogs);
    const { find } = logs;
    vi.spyOn(logs, 'find').mockImplementation((organizationId) => {
      arrive();
      return find.call(logs, organizationId);
    });
    const client = await connectAs(gateway, { organizationId: 'acme' });
    await eventually(() => expect(client.metas()).toHaveLength(2));
    expect(client.received[0]).toMatchObject(['realtime:ready', { cursor: null }]);
    expect(client.metas().map(({ cursor }) => cursor)).toEqual(['e1.1', 'e1.2']);
  });

  it('knows the position from before the gateway started', async () => {
    const acme = new Sequence('acme');
    const first = await startGateway();
    await publish(first, acme.next(), acme.next());
    const second = await startGateway({ broker: first.broker });
    const client = open(second, { auth: { token: await tokenFor({ organizationId: 'acme' }) } });
    await eventually(() => expect(client.received[0]?.[1]).toMatchObject({ cursor: 'e1.2' }));
    await publish(second, acme.next());
    await eventually(() => expect(client.metas().map(({ cursor }) => cursor)).toEqual(['e1.3']));
  });
});
