import { catalogue, type Permission } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { Standings } from '../src/authorization/standings.js';
import { coreApiDouble } from './core-api-double.js';
import { Sequence } from './envelopes.js';
import {
  connectAs,
  inMemoryBroker,
  open,
  publish,
  type RunningGateway,
  refusalOf,
  startGateway,
  type TestClient,
  tokenFor,
} from './start-gateway.js';

const permissions = ['pos.read', 'pos.totals.read'];
const userId = 'ada';

/** The events of one organization, with the facts that act on connections. */
class Facts extends Sequence {
  revoked(sessionId: string) {
    return this.next({ name: 'identity:session:revoked', payload: { userId, sessionId } });
  }

  disabled() {
    return this.next({ name: 'identity:user:disabled', payload: { userId } });
  }

  enabled() {
    return this.next({ name: 'identity:user:enabled', payload: { userId } });
  }

  permitted(...now: string[]) {
    const payload = { userId, roles: [], permissions: now };
    return this.next({ name: 'identity:role:changed', payload });
  }
}

const cursors = (client: TestClient) => client.metas().flatMap(({ cursor }) => cursor ?? []);
const closings = (client: TestClient) =>
  client.received.filter(([name]) => name === 'realtime:closing').map(([, closing]) => closing);

/** Two gateways on one stream, someone else on each of them as a fence. */
async function twoGateways() {
  const broker = inMemoryBroker(catalogue);
  const gateways = [await startGateway({ broker }), await startGateway({ broker })];
  const fences = await Promise.all(gateways.map((gateway) => connectAs(gateway, { userId: 'bob' })));
  const until = (cursor: string) =>
    eventually(() => {
      for (const fence of fences) expect(cursors(fence).at(-1)).toBe(cursor);
    });
  return { broker, gateways, until };
}

const connectTo = (gateways: readonly RunningGateway[], sessionId: string | null = 's1') =>
  Promise.all(gateways.map((gateway) => connectAs(gateway, { userId, sessionId, permissions })));

describe('a disabled user', () => {
  it('gets no later event on any gateway', async () => {
    const { broker, gateways, until } = await twoGateways();
    const clients = await connectTo(gateways);
    const acme = new Facts('acme');
    await publish({ broker }, acme.next(), acme.disabled(), acme.next(), acme.next());
    await until('e1.4');
    for (const client of clients) {
      await eventually(() => expect(client.socket.connected).toBe(false));
      expect(cursors(client)).toEqual(['e1.1']);
      expect(closings(client)).toMatchObject([{ code: 'auth.user-disabled', reconnect: false }]);
    }
  });

  it('is not let in again with a token from before, on a gateway that started later either, until enabled', async () => {
    const broker = inMemoryBroker(catalogue);
    const acme = new Facts('acme');
    const before = await startGateway({ broker });
    await publish({ broker }, acme.disabled());
    const later = await startGateway({ broker });
    const auth = { token: await tokenFor({ userId, permissions }) };
    for (const gateway of [before, later]) {
      await eventually(async () =>
        expect(await refusalOf(gateway, { auth })).toMatchObject({
          code: 'auth.user-disabled',
          reconnect: false,
        }),
      );
    }
    await publish({ broker }, acme.enabled());
    for (const gateway of [before, later]) {
      await eventually(() => connectAs(gateway, { auth, client: { reconnection: false } }));
    }
  });

  it('is turned away also while the handshake is under way', async () => {
    const acme = new Facts('acme');
    // A question is asked after the token was looked at; the answer waits until the user is disabled.
    const coreApi = await coreApiDouble(async (_, response) => {
      await publish(gateway, acme.disabled(), acme.next());
      const standings = gateway.app.get(Standings);
      const bearer = { organizationId: 'acme', userId, sessionId: null, permissions: new Set<Permission>() };
      await eventually(() => expect(standings.refusalOf(bearer)).toBe('auth.user-disabled'));
      response.end(JSON.stringify({ cursor: 'e1.1' }));
    });
    const gateway = await startGateway({ env: { CORE_API_URL: coreApi.url } });
    const client = open(gateway, { auth: { token: await tokenFor({ userId }) }, reconnection: false });
    await eventually(() => expect(closings(client)).toMatchObject([{ code: 'auth.user-disabled' }]));
    expect(client.names()).toEqual(['realtime:closing']);
    expect(coreApi.requests).toHaveLength(1);
  });

  it('of one organization is somebody else in another', async () => {
    const { broker, gateways, until } = await twoGateways();
    const elsewhere = await Promise.all(
      gateways.map((gateway) => connectAs(gateway, { userId, organizationId: 'globex' })),
    );
    const [acme, globex] = [new Facts('acme'), new Sequence('globex')];
    await publish({ broker }, acme.disabled(), acme.next());
    await until('e1.2');
    await publish({ broker }, globex.next());
    for (const client of elsewhere) await eventually(() => expect(cursors(client)).toEqual(['e1.1']));
  });
});

describe('a revoked session', () => {
  it('ends, and no other of the same user', async () => {
    const { broker, gateways, until } = await twoGateways();
    const ended = await connectTo(gateways, 's1');
    const others = await connectTo(gateways, 's2');
    const acme = new Facts('acme');
    await publish({ broker }, acme.next(), acme.revoked('s1'), acme.next());
    await until('e1.3');
    for (const client of ended) {
      await eventually(() => expect(client.socket.connected).toBe(false));
      expect(cursors(client)).toEqual(['e1.1']);
      expect(closings(client)).toMatchObject([{ code: 'auth.session-revoked', reconnect: false }]);
    }
    for (const client of others) {
      await eventually(() => expect(cursors(client)).toEqual(['e1.1', 'e1.3']));
    }
  });
});

describe('changed permissions', () => {
  it('take effect before the next event, and the socket comes back with a new token', async () => {
    const { broker, gateways, until } = await twoGateways();
    const acme = new Facts('acme');
    let token = await tokenFor({ userId, permissions });
    const clients = gateways.map((gateway) =>
      open(gateway, { auth: (answer: (auth: object) => void) => answer({ token }) }),
    );
    for (const client of clients) await eventually(() => expect(client.names()).toContain('realtime:ready'));
    await publish({ broker }, acme.next(), acme.permitted('pos.totals.read'), acme.next());
    await until('e1.3');
    for (const client of clients) {
      await eventually(() =>
        expect(closings(client)[0]).toMatchObject({ code: 'auth.permissions-changed', reconnect: true }),
      );
      expect(cursors(client)).toEqual(['e1.1']);
    }
    token = await tokenFor({ userId, permissions: ['pos.totals.read'] });
    const readies = (client: TestClient) => client.names().filter((name) => name === 'realtime:ready');
    for (const client of clients) {
      await eventually(() => {
        // Stock clients give up when a handshake is refused, as one with the old token may have been.
        if (!client.socket.active) client.socket.connect();
        expect(readies(client)).toHaveLength(2);
      });
    }
    await publish({ broker }, acme.next());
    await until('e1.4');
    for (const client of clients) {
      await client.socket.emitWithAck('subscribe', { rooms: [] });
      expect(cursors(client)).toEqual(['e1.1']);
    }
  });

  it('leave a socket alone that has them already', async () => {
    const { broker, gateways, until } = await twoGateways();
    const clients = await connectTo(gateways);
    const acme = new Facts('acme');
    await publish({ broker }, acme.permitted(...permissions), acme.next());
    await until('e1.2');
    for (const client of clients) await eventually(() => expect(cursors(client)).toEqual(['e1.2']));
  });
});
