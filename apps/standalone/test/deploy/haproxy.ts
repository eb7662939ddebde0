import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually, fetchAlone, freePort, requireProgram } from '@business-control/testing';
import { startNameServer } from './name-server.js';

const config = fileURLToPath(new URL('../../../../deploy/haproxy/haproxy.cfg', import.meta.url));

/** Where the services listen: one port for all copies of a service, an address of 127.0.0.0/8 for each. */
export interface Upstream {
  readonly addresses: readonly string[];
  readonly port: number;
}

export interface Upstreams {
  readonly gateways: Upstream;
  readonly coreApi: Upstream;
  readonly console: Upstream;
}

export interface Edge {
  readonly url: string;
  /** Resolves when core-api and the console are up, and so many gateways: one that stood still counts as down for a moment. */
  finds(gateways: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * HAProxy with the product's configuration, as compose runs it: it finds the services by name. Resolves when it has found every
 * one of them, which must answer by then.
 */
export async function startHaproxy({ gateways, coreApi, console }: Upstreams): Promise<Edge> {
  const names = await startNameServer({
    'realtime-gateway.test': gateways.addresses,
    'core-api.test': coreApi.addresses,
    'console.test': console.addresses,
  });
  const port = await freePort();
  const child = spawn(await requireProgram('haproxy'), ['-db', '-f', config], {
    env: {
      EDGE_BIND: `127.0.0.1:${port}`,
      EDGE_RESOLVER: names.address,
      GATEWAY_ADDRESS: `realtime-gateway.test:${gateways.port}`,
      CORE_API_ADDRESS: `core-api.test:${coreApi.port}`,
      CONSOLE_ADDRESS: `console.test:${console.port}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    process.off('exit', killAtExit);
    await names.close();
  };
  const finds = (count: number) => everyServerIsFound(url, count);
  try {
    await finds(gateways.addresses.length);
  } catch (cause) {
    await stop();
    throw new Error(`HAProxy is not ready:\n${output}`, { cause });
  }
  return { url, finds, stop };
}

async function everyServerIsFound(url: string, gateways: number): Promise<void> {
  const found = new Set<string>();
  await eventually(
    async () => {
      for (const path of ['/health', '/']) {
        const { status } = await fetched(`${url}${path}`);
        if (status === 503) throw new Error(`${path} answers ${status}`);
      }
      // Where no gateway has more connections than another, it asks them in turns; the cookie tells which one it was.
      const { headers } = await fetched(`${url}/ws`);
      const [cookie] = headers.getSetCookie();
      if (cookie !== undefined) found.add(cookie);
      if (found.size < gateways) throw new Error(`${found.size} of ${gateways} gateways were found`);
    },
    { timeoutMs: 60_000 },
  );
}

async function fetched(url: string): Promise<Response> {
  const response = await fetchAlone(url);
  await response.arrayBuffer();
  return response;
}
