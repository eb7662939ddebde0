import {
  catalogue,
  defineCatalogue,
  defineEvent,
  type PayloadOf,
} from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Sequence } from './envelopes.js';
import { connectAs, publish, startGateway } from './start-gateway.js';

/** The product's catalogue with one entry more: everything there is to do for the gateway to deliver it. */
const withRefunds = defineCatalogue({
  ...catalogue.entries,
  'refunds:refund:granted': defineEvent({
    version: 1,
    summary: 'A refund was granted',
    payload: z.object({ refundId: z.string(), posId: z.string(), amount: z.int() }),
    permission: 'pos.totals.read',
    audience: { workstation: (refund) => refund.posId, branch: () => ['north', 'south'] },
    delivery: 'durable',
  }),
});

const refund: PayloadOf<typeof withRefunds, 'refunds:refund:granted'> = {
  refundId: 'r1',
  posId: 'w1',
  amount: 450,
};

describe('adding an event', () => {
  it('takes one catalogue entry and no change of the gateway: rooms, permission and payload follow', async () => {
    const gateway = await startGateway({ catalogue: withRefunds });
    const permissions = ['pos.totals.read'];
    const atTill = await connectAs(gateway, { permissions, rooms: ['pos:workstation:w1'] });
    const inBranch = await connectAs(gateway, { permissions, rooms: ['branch:north', 'branch:south'] });
    const elsewhere = await connectAs(gateway, { permissions, rooms: ['pos:workstation:w2'] });
    const unauthorized = await connectAs(gateway, {
      permissions: ['pos.read'],
      rooms: ['pos:workstation:w1'],
    });
    const foreign = await connectAs(gateway, {
      organizationId: 'globex',
      permissions,
      rooms: ['pos:workstation:w1', 'branch:north'],
    });

    const [acme, globex] = [new Sequence('acme'), new Sequence('globex')];
    const granted = (posId: string) => ({ name: 'refunds:refund:granted', payload: { ...refund, posId } });
    const [first, atOtherTill, visibleToAll] = [
      acme.next(granted('w1')),
      acme.next(granted('w2')),
      acme.next(),
    ];
    await publish(gateway, first, atOtherTill, visibleToAll, globex.next(granted('w3')));

    const refunds = ({ received }: typeof atTill) =>
      received.filter(([name]) => name === 'refunds:refund:granted').map(([, payload]) => payload);
    await eventually(() => expect(refunds(atTill)).toEqual([refund]));
    await eventually(() => expect(refunds(inBranch)).toEqual([refund, { ...refund, posId: 'w2' }]));
    await eventually(() => expect(refunds(elsewhere)).toEqual([{ ...refund, posId: 'w2' }]));
    await eventually(() => expect(refunds(foreign)).toEqual([{ ...refund, posId: 'w3' }]));
    await eventually(() => expect(unauthorized.names()).toContain('pos:inventory:availability'));
    expect(refunds(unauthorized)).toEqual([]);
  });
});
