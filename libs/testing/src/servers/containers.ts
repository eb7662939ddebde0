import type { GenericContainer, StartedTestContainer } from 'testcontainers';
import { eventually } from '../eventually.js';
import { freePort } from '../free-port.js';
import { amqpAnswers, managementAnswers, postgresAnswers, redisAnswers } from './answers.js';
import type { ServerSource } from './server.js';

const startupTimeoutMs = 120_000;

/** Containers of the official images; `undefined` when no engine answers within two seconds. */
export async function containers(): Promise<ServerSource | undefined> {
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
  const none = new Promise<undefined>((resolve) => setTimeout(resolve, 2_000, undefined).unref());
  const client = await Promise.race([getContainerRuntimeClient().catch(() => undefined), none]);
  if (client === undefined) return undefined;

  const rabbitmqImage = () => new GenericContainer('rabbitmq:4-management');

  return {
    async rabbitmq() {
      const { container, addressOf } = await start(rabbitmqImage(), 5672, 15672);
      const url = `amqp://guest:guest@${addressOf(5672)}`;
      const managementUrl = `http://guest:guest@${addressOf(15672)}`;
      await answering(() => amqpAnswers(url));
      await answering(() => managementAnswers(managementUrl));
      return { url, managementUrl, dispose: () => remove(container) };
    },
    async stoppableRabbitmq() {
      // A port chosen here survives a restart of the container; one chosen by the engine does not.
      const port = await freePort();
      const { container, addressOf } = await start(rabbitmqImage(), { container: 5672, host: port });
      const url = `amqp://guest:guest@${addressOf(5672)}`;
      const handle = client.container.getById(container.getId());
      await answering(() => amqpAnswers(url));
      return {
        url,
        stop: () => client.container.stop(handle, { timeout: 20_000 }),
        async start() {
          await client.container.start(handle);
          await answering(() => amqpAnswers(url));
        },
        dispose: () => remove(container),
      };
    },
    async redis() {
      // A port chosen here survives a restart of the container; one chosen by the engine does not.
      const port = await freePort();
      const image = new GenericContainer('redis:7').withCommand(['redis-server', '--save', '']);
      const { container, addressOf } = await start(image, { container: 6379, host: port });
      const url = `redis://${addressOf(6379)}`;
      const handle = client.container.getById(container.getId());
      await answering(() => redisAnswers(url));
      return {
        url,
        stop: () => client.container.stop(handle, { timeout: 5_000 }),
        async start() {
          await client.container.start(handle);
          await answering(() => redisAnswers(url));
        },
        dispose: () => remove(container),
      };
    },
    async postgres() {
      const image = new GenericContainer('postgres:17')
        .withEnvironment({ POSTGRES_HOST_AUTH_METHOD: 'trust' })
        .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=300']);
      const { container, addressOf } = await start(image, 5432);
      const url = `postgres://postgres@${addressOf(5432)}/postgres`;
      await answering(() => postgresAnswers(url));
      return { url, dispose: () => remove(container) };
    },
  };
}

async function start(
  image: GenericContainer,
  ...ports: readonly (number | { container: number; host: number })[]
) {
  const container = await image
    .withExposedPorts(...ports)
    .withStartupTimeout(startupTimeoutMs)
    .start();
  return {
    container,
    addressOf: (port: number) => `${container.getHost()}:${container.getMappedPort(port)}`,
  };
}

async function answering(answers: () => Promise<boolean>): Promise<void> {
  await eventually(answers, { timeoutMs: startupTimeoutMs, intervalMs: 100 });
}

async function remove(container: StartedTestContainer): Promise<void> {
  await container.stop({ remove: true, removeVolumes: true });
}
