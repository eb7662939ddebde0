import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../free-port.js';

export interface RabbitmqPorts {
  readonly amqp: number;
  readonly management: number;
  /** Between Erlang nodes; every node opens it. */
  readonly distribution: number;
  /** Erlang's name server. */
  readonly epmd: number;
}

export async function rabbitmqPorts(): Promise<RabbitmqPorts> {
  return {
    amqp: await freePort(),
    management: await freePort(),
    distribution: await freePort(),
    epmd: await freePort(),
  };
}

/** Writes the configuration and returns the environment that keeps the node away from the machine's own RabbitMQ. */
export async function rabbitmqEnvironment(
  folder: string,
  ports: RabbitmqPorts,
  plugins: readonly string[],
): Promise<Record<string, string>> {
  const pluginsFile = join(folder, 'enabled_plugins');
  const configFile = join(folder, 'rabbitmq.conf');
  await mkdir(join(folder, 'log'));
  await writeFile(pluginsFile, `[${plugins.join(',')}].\n`);
  await writeFile(configFile, configuration(ports, plugins));
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
    RABBITMQ_ENABLED_PLUGINS_FILE: pluginsFile,
    RABBITMQ_CONFIG_FILE: configFile,
    RABBITMQ_CONF_ENV_FILE: join(folder, 'rabbitmq-env.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
    // Idle schedulers give their processor back at once instead of spinning.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      '+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}',
  };
}

function configuration(ports: RabbitmqPorts, plugins: readonly string[]): string {
  const lines = [
    `listeners.tcp.local = 127.0.0.1:${ports.amqp}`,
    'log.console = true',
    'log.console.level = warning',
    'log.file = false',
  ];
  // RabbitMQ refuses settings of a plugin that is not enabled.
  if (plugins.includes('rabbitmq_management')) {
    lines.push('management.tcp.ip = 127.0.0.1', `management.tcp.port = ${ports.management}`);
  }
  return `${lines.join('\n')}\n`;
}
