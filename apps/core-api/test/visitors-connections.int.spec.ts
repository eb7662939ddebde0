import { eventually } from '@business-control/testing';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connections } from '../src/modules/visitors/queries/list-connections.query.js';
import { connectionGateways } from '../src/modules/visitors/visitors.schema.js';
import {
  connectionOf,
  openVisitorsOffice,
  type VisitedOrganization,
  type VisitorsOffice,
} from './visitors-office.js';

const OPENED_QUEUE = 'visitors.keep-connection-on-connection-opened';
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second));

describe('the connection states of an organization', () => {
  let office: VisitorsOffice;
  let organization: VisitedOrganization;
  let support: Awaited<ReturnType<VisitedOrganization['someone']>>;

  beforeAll(async () => {
    office = await openVisitorsOffice();
    organization = await office.openOrganization();
    support = await organization.someone('support');
  });
  afterAll(() => office?.close());

  const list = async (query = '') => (await support.get<Connections>(`/visitors/connections${query}`)).body;
  const stateOf = async (userId: string) =>
    (await list('?limit=200')).items.find((item) => item.userId === userId);
  /** Facts of a queue are handled one after the other or nearly so: when this one is seen, those before it soon are. */
  const fence = async () => {
    const connection = connectionOf('fence');
    await office.publish(organization.fact.opened(connection, at(0)));
    await eventually(async () => expect(await stateOf('fence')).toMatchObject({ state: 'connected' }));
    await office.publish(organization.fact.closed(connection, at(0)));
    await eventually(async () => expect(await stateOf('fence')).toMatchObject({ state: 'disconnected' }));
  };

  it('say who is connected, on which devices and since when, and who was', async () => {
    const { fact } = organization;
    const cashier = await organization.someone('cashier', 'Cashier');
    const [till, phone] = ['till-1', 'phone'].map((deviceId) => connectionOf(cashier.userId, { deviceId }));
    if (!till || !phone) throw new Error('two connections');
    await office.publish(fact.opened(till, at(1)));
    await eventually(async () => expect((await stateOf(cashier.userId))?.devices).toEqual(['till-1']));
    await office.publish(fact.opened(phone, at(2)));
    await eventually(async () =>
      expect(await stateOf(cashier.userId)).toEqual({
        userId: cashier.userId,
        kind: 'user',
        displayName: 'Cashier',
        state: 'connected',
        since: at(1).toISOString(),
        devices: ['phone', 'till-1'],
      }),
    );
    await office.publish(fact.closed(till, at(3)), fact.closed(phone, at(4)));
    await eventually(async () =>
      expect(await stateOf(cashier.userId)).toMatchObject({
        state: 'disconnected',
        since: expect.stringMatching(/12:00:0[34]/),
        devices: [],
      }),
    );
  });

  it('include visitors, by the name they gave', async () => {
    const visitor = await organization.visit('Somebody new');
    await organization.connect(visitor.userId);
    await eventually(async () =>
      expect(await stateOf(visitor.userId)).toMatchObject({
        kind: 'visitor',
        displayName: 'Somebody new',
        state: 'connected',
      }),
    );
    const { items } = await list('?kind=visitor&state=connected');
    expect(items.map(({ userId }) => userId)).toContain(visitor.userId);
    expect(items.every(({ kind, state }) => kind === 'visitor' && state === 'connected')).toBe(true);
  });

  it('are listed in pages, of one organization, to whoever answers visitors', async () => {
    const other = await office.openOrganization();
    const stranger = await other.someone('support');
    for (let n = 0; n < 3; n += 1) await other.connect(`user-${n}`);
    const page = async (query: string) =>
      (await stranger.get<Connections>(`/visitors/connections?limit=2${query}`)).body;
    await eventually(async () => expect((await page('')).next).not.toBeNull());
    const first = await page('');
    const second = await page(`&before=${first.next}`);
    expect([...first.items, ...second.items].map(({ userId }) => userId)).toEqual([
      'user-2',
      'user-1',
      'user-0',
    ]);
    expect(second.next).toBeNull();
    const cashier = await other.someone('cashier');
    expect(await cashier.get('/visitors/connections')).toMatchObject({
      status: 403,
      code: 'auth.permission-missing',
    });
  });

  it('come to the same in whatever order facts arrive, and however often', async () => {
    const { fact } = organization;
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ closed: fc.boolean(), times: fc.integer({ min: 1, max: 2 }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.infiniteStream(fc.nat()),
        async (connections, dice) => {
          round += 1;
          const userId = `shuffled-${round}`;
          const facts = connections.flatMap(({ closed, times }) => {
            const connection = connectionOf(userId);
            const opened = fact.opened(connection, at(1));
            const told = closed ? [opened, fact.closed(connection, at(2), at(1))] : [opened];
            return Array.from({ length: times }, () => told).flat();
          });
          const shuffled = facts
            .map((message) => ({ message, place: dice.next().value }))
            .sort((one, other) => one.place - other.place);
          for (const { message } of shuffled) await office.publish(message);
          const last = connectionOf(userId, { deviceId: 'fence' });
          await office.publish(fact.opened(last, at(3)));
          await eventually(async () => {
            const open = connections.filter(({ closed }) => !closed).length;
            expect((await stateOf(userId))?.devices).toEqual(open > 0 ? ['fence', null] : ['fence']);
          });
          await office.publish(fact.closed(last, at(4), at(3)));
          const expected = connections.some(({ closed }) => !closed) ? 'connected' : 'disconnected';
          await eventually(async () => expect((await stateOf(userId))?.state).toBe(expected));
        },
      ),
      { numRuns: 8 },
    );
  }, 60_000);

  it('are put right by what gateways list: what was lost on the way is made good', async () => {
    const { fact } = organization;
    const gatewayId = 'listing';
    const [kept, forgotten, later] = ['kept', 'forgotten', 'later'].map((name) =>
      connectionOf(`${name}-connection`, { gatewayId }),
    );
    if (!kept || !forgotten || !later) throw new Error('three connections');
    await office.publish(fact.opened(forgotten, at(1)), fact.opened(later, at(9)));
    await eventually(async () => expect((await stateOf(later.userId))?.state).toBe('connected'));
    await eventually(async () => expect((await stateOf(forgotten.userId))?.state).toBe('connected'));
    // Neither the beginning of the one nor the end of the other was heard of; the third began after the list was made.
    await office.publish(fact.listed(gatewayId, [kept], at(5), at(1)));
    await eventually(async () => expect((await stateOf(kept.userId))?.state).toBe('connected'));
    expect(await stateOf(forgotten.userId)).toMatchObject({
      state: 'disconnected',
      since: at(5).toISOString(),
    });
    expect((await stateOf(later.userId))?.state).toBe('connected');
  });

  it('let nobody come back by a list from before the end of a connection', async () => {
    const { fact } = organization;
    const gone = connectionOf('gone-connection', { gatewayId: 'slow-list' });
    const other = connectionOf('other-connection', { gatewayId: 'slow-list' });
    await office.publish(fact.opened(gone, at(1)));
    await eventually(async () => expect((await stateOf(gone.userId))?.state).toBe('connected'));
    await office.publish(fact.closed(gone, at(4), at(1)));
    await eventually(async () => expect((await stateOf(gone.userId))?.state).toBe('disconnected'));
    await office.publish(fact.listed('slow-list', [gone, other], at(3), at(1)));
    await eventually(async () => expect((await stateOf(other.userId))?.state).toBe('connected'));
    expect((await stateOf(gone.userId))?.state).toBe('disconnected');
  });

  it('go on after a fact that nobody can read, which is set aside with the reason', async () => {
    const { fact } = organization;
    const connection = connectionOf('after-poison');
    const whole = fact.opened(connection);
    const body = JSON.parse(Buffer.from(whole.body).toString());
    const poison = { ...whole, body: Buffer.from(JSON.stringify({ ...body, payload: { connectionId: 7 } })) };
    await office.publish(poison, fact.opened(connection));
    await eventually(async () => expect((await stateOf(connection.userId))?.state).toBe('connected'));
    await eventually(async () =>
      expect(Object.values(await office.setAside(OPENED_QUEUE))).toEqual([
        expect.stringContaining('invalid-payload'),
      ]),
    );
    await fence();
  });
});

describe('the clients of a gateway that was killed', () => {
  it('count as disconnected when it has been silent for too long; one that was only cut off brings them back', async () => {
    const office = await openVisitorsOffice({ GATEWAY_SILENCE_SECONDS: '3600' });
    try {
      await office.startInstance();
      const organization = await office.openOrganization();
      const { fact } = organization;
      const support = await organization.someone('support');
      const states = async () =>
        Object.fromEntries(
          (await support.get<Connections>('/visitors/connections')).body.items.map((item) => [
            item.userId,
            item.state,
          ]),
        );
      const [dead, alive] = ['dead', 'alive'].map((name) => connectionOf(name, { gatewayId: name }));
      if (!dead || !alive) throw new Error('two connections');
      await office.publish(fact.opened(dead), fact.opened(alive));
      await eventually(async () => expect(await states()).toEqual({ dead: 'connected', alive: 'connected' }));
      const silentFor = (gatewayId: string, seconds: number) =>
        office.database.transaction((tx) =>
          tx
            .update(connectionGateways)
            .set({ heardAt: new Date(Date.now() - seconds * 1_000) })
            .where(eq(connectionGateways.gatewayId, gatewayId)),
        );
      await silentFor('dead', 3_601);
      await silentFor('alive', 1_800);
      await office.runEverywhere('visitors.forget-silent-gateways');
      expect(await states()).toEqual({ dead: 'disconnected', alive: 'connected' });
      await office.publish(fact.listed('dead', [dead]));
      await eventually(async () => expect(await states()).toEqual({ dead: 'connected', alive: 'connected' }));
    } finally {
      await office.close();
    }
  });
});
