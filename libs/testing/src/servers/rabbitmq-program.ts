import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, startChild } from '../child-process.js';
import { freePort } from '../free-port.js';
import { requireProgram } from '../programs/require-program.js';
import { becomesReady } from '../readiness.js';
import { rabbitmqAnswers } from './answers.js';
import type { RabbitmqServer } from './server.js';
import { temporaryFolder } from './temporary-folder.js';

interface Ports {
  readonly amqp: number;
  readonly management: number;
  readonly distribution: number;
  readonly epmd: number;
}

export async function startRabbitmqProgram(): Promise<RabbitmqServer> {
  const program = await requireProgram('rabbitmq');
  const epmdProgram = await requireProgram('epmd');
  const ports: Ports = {
    amqp: await freePort(),
    management: await freePort(),
    distribution: await freePort(),
    epmd: await freePort(),
  };
  const url = `amqp://guest:guest@127.0.0.1:${ports.amqp}`;
  const managementUrl = `http://guest:guest@127.0.0.1:${ports.management}`;
  const folder = await temporaryFolder('rabbitmq');
  const env = await prepare(folder.path, ports);

  // RabbitMQ would start this name server as a daemon that outlives it; one that is already there is used as it is.
  const epmd = await startChild(epmdProgram, ['-port', String(ports.epmd), '-address', '127.0.0.1'], { env });
  let node: Child | undefined;
  const stop = async () => {
    await node?.stop('SIGTERM', 20_000);
    node = undefined;
  };
  const start = async () => {
    if (node !== undefined) return;
    node = await startChild(program, [], { env, cwd: folder.path });
    await becomesReady(node, {
      name: 'RabbitMQ',
      isReady: () => rabbitmqAnswers(url, managementUrl),
      limitMs: 60_000,
    });
  };
  const dispose = async () => {
    await stop();
    await epmd.stop('SIGTERM', 2_000);
    await folder.remove();
  };
  try {
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return { url, managementUrl, start, stop, dispose };
}

/** Writes the configuration and returns the environment that keeps the node away from the machine's own RabbitMQ. */
async function prepare(folder: string, ports: Ports): Promise<Record<string, string>> {
  const plugins = join(folder, 'enabled_plugins');
  const config = join(folder, 'rabbitmq.conf');
  await mkdir(join(folder, 'log'));
  await writeFile(plugins, '[rabbitmq_management].\n');
  await writeFile(
    config,
    [
      `listeners.tcp.local = 127.0.0.1:${ports.amqp}`,
      'management.tcp.ip = 127.0.0.1',
      `management.tcp.port = ${ports.management}`,
      'log.console = true',
      'log.console.level = warning',
      'log.file = false',
      '',
    ].join('\n'),
  );
  return {
    PATH: process.env.PATH ?? '',
    // The Erlang cookie lives in HOME.
    HOME: folder,
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(ports.epmd),
    RABBITMQ_NODENAME: `test-${ports.amqp}@localhost`,
    RABBITMQ_NODE_PORT: String(ports.amqp),
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
    RABBITMQ_CONFIG_FILE: config,
    RABBITMQ_CONF_ENV_FILE: join(folder, 'rabbitmq-env.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
    // Idle schedulers give their processor back at once instead of spinning.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      '+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}',
  };
}
