import type { StreamMessage, TailOptions } from '@business-control/event-broker';
import { eventually } from '@business-control/testing';
import { expect, it, vi } from 'vitest';
import { FanOut } from '../src/delivery/fan-out.js';
import { messageOf, Sequence } from './envelopes.js';
import { connectAs, startGateway } from './start-gateway.js';
import { stubBroker, stubTail } from './stub-broker.js';

it('an organization with a thousand events in a batch does not keep the one event of another waiting', async () => {
  let tail: TailOptions | undefined;
  const broker = stubBroker(async (options) => {
    tail = options;
    return stubTail();
  });
  const gateway = await startGateway({ broker });
  const noisy = await connectAs(gateway, { organizationId: 'acme' });
  const quiet = await connectAs(gateway, { organizationId: 'globex' });
  const [acme, globex] = [new Sequence('acme'), new Sequence('globex')];
  const events = [...Array.from({ length: 1_000 }, () => acme.next()), globex.next()];
  const deliver = vi.spyOn(gateway.app.get(FanOut), 'deliver');

  const batch = events.map((event, offset): StreamMessage => ({ ...messageOf(event), offset }));
  await tail?.onBatch(batch);

  const order = deliver.mock.calls.map(([{ channels }]) => channels[0]?.includes('globex'));
  expect(order).toHaveLength(1_001);
  expect(order.indexOf(true)).toBeLessThan(300);
  await eventually(() => expect(quiet.metas()).toHaveLength(1));
  await eventually(() => expect(noisy.metas()).toHaveLength(1_000));
  expect(noisy.metas().map(({ cursor }) => cursor)).toEqual(
    events.slice(0, -1).map(({ seq }) => `e1.${seq}`),
  );
});
