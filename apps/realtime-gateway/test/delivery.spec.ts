import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { DeliveryCounters } from '../src/delivery/delivery-counters.js';
import { availability, envelope, messageOf, Sequence } from './envelopes.js';
import { connectAs, publish, startGateway, type TestClient } from './start-gateway.js';

const cursors = (client: TestClient) => client.metas().map(({ cursor }) => cursor);

describe('delivery', () => {
  it('brings an event under its name with exactly two arguments', async () => {
    const gateway = await startGateway();
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const sent = new Sequence('acme').next();
    await publish(gateway, sent);
    await eventually(() =>
      expect(client.received.slice(1)).toEqual([
        [
          'pos:inventory:availability',
          availability(1),
          { id: sent.id, cursor: 'e1.1', occurredAt: sent.occurredAt, actor: sent.actor },
        ],
      ]),
    );
  });

  it('keeps the order and counts without a hole', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, ...Array.from({ length: 300 }, () => acme.next()));
    await eventually(() => expect(client.metas()).toHaveLength(300));
    expect(cursors(client)).toEqual(Array.from({ length: 300 }, (_, n) => `e1.${n + 1}`));
  });

  it('never crosses an organization', async () => {
    const gateway = await startGateway();
    const [acme, globex] = [new Sequence('acme'), new Sequence('globex')];
    const other = await connectAs(gateway, { organizationId: 'globex', rooms: ['pos:workstation:w1'] });
    const own = await connectAs(gateway, { organizationId: 'acme' });
    const fence = globex.next();
    await publish(gateway, acme.next(), acme.next(), fence);
    await eventually(() => expect(other.metas().map(({ id }) => id)).toContain(fence.id));
    expect(other.metas().map(({ id }) => id)).toEqual([fence.id]);
    await eventually(() => expect(cursors(own)).toEqual(['e1.1', 'e1.2']));
  });

  it('brings an event to nobody without its permission', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, {
      organizationId: 'acme',
      permissions: ['pos.totals.read', 'unheard.of'],
    });
    const payload = {
      posId: '01935d3e-0000-7000-8000-000000000002',
      date: '2026-11-21',
      currency: 'EUR',
      salesCount: 1,
      total: 500,
      tax: 80,
      discount: 0,
      cash: 500,
      card: 0,
    };
    await publish(gateway, acme.next(), acme.next({ name: 'pos:daily-totals:updated', payload }));
    await eventually(() => expect(client.names()).toContain('pos:daily-totals:updated'));
    expect(client.names()).toEqual(['realtime:ready', 'pos:daily-totals:updated']);
  });

  it('reaches a client on long-polling', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, { organizationId: 'acme', client: { transports: ['polling'] } });
    await publish(gateway, ...Array.from({ length: 20 }, () => acme.next()));
    await eventually(() => expect(cursors(client)).toHaveLength(20));
    expect(cursors(client)).toEqual(Array.from({ length: 20 }, (_, n) => `e1.${n + 1}`));
  });

  it('brings what another service publishes without a number, without a cursor', async () => {
    const gateway = await startGateway();
    const client = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, envelope({ organizationId: 'acme' }));
    await eventually(() => expect(client.metas()).toHaveLength(1));
    expect(client.metas()[0]).not.toHaveProperty('cursor');
  });
});

describe('what is wrong with the stream', () => {
  it('drops an event that comes twice', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const [first, second, third] = [acme.next(), acme.next(), acme.next()];
    await publish(gateway, first, second, first, second, third);
    await eventually(() => expect(cursors(client)).toContain('e1.3'));
    expect(cursors(client)).toEqual(['e1.1', 'e1.2', 'e1.3']);
    expect(gateway.app.get(DeliveryCounters).duplicates).toBe(2);
  });

  it('tells the organization, and no other, about a gap before it goes on', async () => {
    const gateway = await startGateway();
    const [acme, globex] = [new Sequence('acme'), new Sequence('globex')];
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const blind = await connectAs(gateway, { organizationId: 'acme', permissions: [] });
    const other = await connectAs(gateway, { organizationId: 'globex' });
    await publish(gateway, acme.next());
    acme.skip(3);
    await publish(gateway, acme.next(), globex.next());
    await eventually(() => expect(cursors(client)).toContain('e1.5'));
    expect(client.received.slice(1).map(([name, payload]) => [name, payload])).toEqual([
      ['pos:inventory:availability', availability(1)],
      ['realtime:resync', { reason: 'gap', cursor: 'e1.4' }],
      ['pos:inventory:availability', availability(5)],
    ]);
    await eventually(() => expect(blind.names()).toEqual(['realtime:ready', 'realtime:resync']));
    await eventually(() => expect(cursors(other)).toEqual(['e1.1']));
    expect(other.names()).not.toContain('realtime:resync');
    expect(gateway.app.get(DeliveryCounters).gaps).toBe(1);
  });

  it('tells the organization when its sequence starts again', async () => {
    const gateway = await startGateway();
    const client = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, new Sequence('acme', 'e1').next(), new Sequence('acme', 'e2').next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.1', 'e2.1']));
    expect(client.received[2]).toEqual(['realtime:resync', { reason: 'epoch-changed', cursor: 'e2.0' }]);
  });

  it('ignores what is no event of ours while the rest flows', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const foreign = envelope({ organizationId: 'acme' });
    await gateway.broker.publish(messageOf(foreign, { body: Buffer.from('{') }));
    await gateway.broker.publish(messageOf(foreign, { routingKey: 'pos.cart.updated' }));
    await gateway.broker.publish(messageOf(foreign, { headers: { 'organization-id': 'globex' } }));
    await publish(
      gateway,
      envelope({ organizationId: 'acme', name: 'pos:cart:vanished' }),
      envelope({ organizationId: 'acme', version: 9 }),
      envelope({ organizationId: 'acme', payload: { available: 'many' } }),
      acme.next(),
    );
    await eventually(() => expect(cursors(client)).toEqual(['e1.1']));
    expect(client.names()).toEqual(['realtime:ready', 'pos:inventory:availability']);
    expect(Object.fromEntries(gateway.app.get(DeliveryCounters).rejected)).toEqual({
      'not-json': 1,
      'wrong-route': 1,
      'wrong-organization': 1,
      'unknown-event': 1,
      'wrong-version': 1,
      'invalid-payload': 1,
    });
  });

  it('does not hide an event of the sequence that it cannot deliver', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, acme.next(), acme.next({ payload: {} }), acme.next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.1', 'e1.3']));
    expect(client.received[2]).toEqual(['realtime:resync', { reason: 'gap', cursor: 'e1.2' }]);
  });

  it('takes an event it does not know as a step of the sequence', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, acme.next(), acme.next({ name: 'pos:cart:vanished' }), acme.next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.1', 'e1.3']));
    expect(client.names()).not.toContain('realtime:resync');
  });
});
