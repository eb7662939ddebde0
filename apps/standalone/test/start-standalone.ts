import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, type RunningProcess, startProcess } from '@business-control/testing';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** Setting up a database in the process is work for the processor, of which others take their part. */
const READY_WITHIN_MS = 110_000;

/** What `npm start` runs, on free ports and a data folder of its own. */
export interface Shop {
  readonly pageUrl: string;
  readonly realtimeUrl: string;
  /** The settings it was started with, for starting a second one beside it. */
  readonly env: Readonly<Record<string, string>>;
  /** What the terminal shows. */
  output(): string;
  /** Ctrl-C; resolves with the exit code. */
  interrupt(): Promise<number | null>;
  /** Starts it again on the same folder and ports. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/** Runs `meanwhile` while another program listens on a port of the address. */
export async function whileTaken(address: string, meanwhile: () => Promise<void>): Promise<void> {
  const server = createServer().listen(Number(new URL(address).port), '0.0.0.0');
  await once(server, 'listening');
  try {
    await meanwhile();
  } finally {
    server.close();
    await once(server, 'close');
  }
}

export async function startShop(settings: Readonly<Record<string, string>> = {}): Promise<Shop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'business-control-'));
  const [apiPort, realtimePort] = [await freePort(), await freePort()];
  const env = {
    DATA_DIR: dataDir,
    CORE_API_PORT: String(apiPort),
    WEBSOCKET_PORT: String(realtimePort),
    ...settings,
  };
  const start = () => startProcess({ script, env, readyWhen: /is ready:/, readyTimeoutMs: READY_WITHIN_MS });
  let running: RunningProcess = await start();
  return {
    pageUrl: `http://localhost:${apiPort}`,
    realtimeUrl: `http://localhost:${realtimePort}`,
    env,
    output: () => running.output(),
    interrupt: async () => (await running.kill('SIGINT')).code,
    restart: async () => {
      running = await start();
    },
    dispose: async () => {
      await running.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts one that is expected to refuse; resolves with what it said. */
export async function startRefused(env: Readonly<Record<string, string>>): Promise<string> {
  const started = await startProcess({ script, env, readyWhen: /is ready:/ }).catch(
    (error: unknown) => error,
  );
  if (started instanceof Error) return started.message;
  throw new Error('it started although it should have refused');
}
