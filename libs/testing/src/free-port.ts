import { createServer } from 'node:net';

// Below every system's ephemeral range: a client that keeps reconnecting to a stopped server would otherwise be given that very
// port as its source sooner or later, and connect to itself.
const lowest = 20_000;
const highest = 32_000;

// Each worker of a test run has a part for itself: what one has chosen and not yet opened looks free to the others.
const parts = 8;
const size = (highest - lowest) / parts;
const first = lowest + size * (Number(process.env.VITEST_POOL_ID ?? 0) % parts);

/** Handed out, being tried, or found in use. */
const reserved = new Set<number>();

/** A TCP port that nothing listens on; not handed out twice by one process, nor by two workers of a test run. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = first + Math.floor(Math.random() * size);
    if (reserved.has(port)) continue;
    // Before it is tried: another caller may come upon it meanwhile.
    reserved.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${first} and ${first + size}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
