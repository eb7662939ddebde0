import { expect, it } from 'vitest';
import { Shutdown } from './shutdown.js';

it('is under way at once, and announced when load balancers have had the time to notice', async () => {
  const shutdown = new Shutdown();
  expect(shutdown.underWay).toBe(false);
  const asked = performance.now();
  const announced = shutdown.announce(50);
  expect(shutdown.underWay).toBe(true);
  await announced;
  // Timers count in whole milliseconds.
  expect(performance.now() - asked).toBeGreaterThanOrEqual(49);
});
