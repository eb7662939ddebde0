import type { GenericContainer, StartedTestContainer } from 'testcontainers';
import { eventually } from '../eventually.js';
import { freePort } from '../free-port.js';
import { postgresAnswers, rabbitmqAnswers, redisAnswers } from './answers.js';
import type { Server, ServerSource } from './server.js';

const startupTimeoutMs = 120_000;

/** Containers of the official images; `undefined` when no engine answers within two seconds. */
export async function containers(): Promise<ServerSource | undefined> {
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
  const none = new Promise<undefined>((resolve) => setTimeout(resolve, 2_000, undefined).unref());
  const client = await Promise.race([getContainerRuntimeClient().catch(() => undefined), none]);
  if (client === undefined) return undefined;

  return {
    async rabbitmq() {
      // Ports chosen here survive a restart of the container; ports chosen by the engine do not.
      const [amqp, management] = [await freePort(), await freePort()];
      const container = await new GenericContainer('rabbitmq:4-management')
        .withExposedPorts({ container: 5672, host: amqp }, { container: 15672, host: management })
        .withStartupTimeout(startupTimeoutMs)
        .start();
      const url = `amqp://guest:guest@${container.getHost()}:${amqp}`;
      const managementUrl = `http://guest:guest@${container.getHost()}:${management}`;
      const engineContainer = client.container.getById(container.getId());
      const answers = () =>
        eventually(() => rabbitmqAnswers(url, managementUrl), { timeoutMs: startupTimeoutMs });
      await answers();
      return {
        url,
        managementUrl,
        stop: () => client.container.stop(engineContainer, { timeout: 20_000 }),
        async start() {
          await client.container.start(engineContainer);
          await answers();
        },
        dispose: () => removed(container),
      };
    },
    redis: () =>
      start(new GenericContainer('redis:7'), 6379, (address) => `redis://${address}`, redisAnswers),
    postgres: () =>
      start(
        new GenericContainer('postgres:17')
          .withEnvironment({ POSTGRES_HOST_AUTH_METHOD: 'trust' })
          .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=300']),
        5432,
        (address) => `postgres://postgres@${address}/postgres`,
        postgresAnswers,
      ),
  };
}

async function start(
  image: GenericContainer,
  port: number,
  urlOf: (address: string) => string,
  answers: (url: string) => Promise<boolean>,
): Promise<Server> {
  const container = await image.withExposedPorts(port).withStartupTimeout(startupTimeoutMs).start();
  const url = urlOf(`${container.getHost()}:${container.getMappedPort(port)}`);
  await eventually(() => answers(url), { timeoutMs: startupTimeoutMs });
  return { url, dispose: () => removed(container) };
}

async function removed(container: StartedTestContainer): Promise<void> {
  await container.stop({ remove: true, removeVolumes: true });
}
