import { eventually } from '@business-control/testing';
import { expect, it } from 'vitest';
import { messageOf, Sequence } from './envelopes.js';
import { figureOf, scrape } from './scrape.js';
import { connectAs, publish, startGateway } from './start-gateway.js';

it('keeps no more of all organizations together than it may: the longest quiet fetch again', async () => {
  const size = messageOf(new Sequence('acme').next()).body.length;
  const total = Math.round(6.5 * size);
  const gateway = await startGateway({
    env: { LOG_MAX_BYTES: String(4 * size + 100), LOG_TOTAL_BYTES: String(total), METRICS_PORT: '0' },
  });
  const organizations = ['acme', 'bell', 'cord'].map((id) => new Sequence(id));
  for (const organization of organizations) {
    const { organizationId } = organization;
    const witness = await connectAs(gateway, { organizationId });
    await publish(gateway, organization.next(), organization.next(), organization.next());
    await eventually(() => expect(witness.metas()).toHaveLength(3));
  }
  const lines = await scrape(gateway);
  expect(figureOf(lines, 'realtime_history_bytes')).toBeLessThanOrEqual(total);
  expect(figureOf(lines, 'realtime_history_bytes')).toBeGreaterThan(5 * size);
  expect(figureOf(lines, 'realtime_history_displaced_total')).toBe(3);
  const resumed = async (organizationId: string, cursor: string) => {
    const { received } = await connectAs(gateway, { organizationId, auth: { cursor } });
    return received[0]?.[1];
  };
  expect(await resumed('acme', 'e1.1')).toMatchObject({ resume: 'resync', cursor: 'e1.3' });
  expect(await resumed('acme', 'e1.3')).toMatchObject({ resume: 'current' });
  expect(await resumed('bell', 'e1.1')).toMatchObject({ resume: 'replayed', replayed: 2 });
  expect(await resumed('cord', 'e1.1')).toMatchObject({ resume: 'replayed', replayed: 2 });
});
