import { givenAddresses } from './environment.js';
import { eventually } from './eventually.js';
import { amqpAnswers, managementAnswers, postgresAnswers, redisAnswers } from './servers/answers.js';
import type { ManagedRabbitmq, Server } from './servers/server.js';
import { serverSource } from './servers/server-source.js';
import type { Services } from './services.js';

export interface StartedServices {
  readonly services: Services;
  dispose(): Promise<void>;
}

/** Finds or starts the three servers at the same time; when one fails, the others are stopped again. */
export async function startServices(env: NodeJS.ProcessEnv): Promise<StartedServices> {
  const given = givenAddresses(env);
  const starting = [rabbitmq(given.rabbitmq), redis(given.redis), postgres(given.postgres)] as const;
  const dispose = async () => {
    const settled = await Promise.allSettled(starting);
    await Promise.all(settled.map((result) => result.status === 'fulfilled' && result.value.dispose()));
  };
  try {
    const [{ url, managementUrl }, { url: redisUrl }, { url: postgresUri }] = await Promise.all(starting);
    return {
      services: { rabbitmqUrl: url, rabbitmqManagementUrl: managementUrl, redisUrl, postgresUri },
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function rabbitmq(given: { url: string; managementUrl: string } | undefined): Promise<ManagedRabbitmq> {
  if (given === undefined) return (await serverSource()).rabbitmq();
  await answering('TEST_RABBITMQ_URL', () => amqpAnswers(given.url));
  await answering('TEST_RABBITMQ_MANAGEMENT_URL', () => managementAnswers(given.managementUrl));
  return { ...given, dispose: notOurs };
}

async function redis(url: string | undefined): Promise<Server> {
  if (url === undefined) return (await serverSource()).redis();
  await answering('TEST_REDIS_URL', () => redisAnswers(url));
  return { url, dispose: notOurs };
}

async function postgres(url: string | undefined): Promise<Server> {
  if (url === undefined) return (await serverSource()).postgres();
  await answering('TEST_POSTGRES_URI', () => postgresAnswers(url));
  return { url, dispose: notOurs };
}

async function answering(name: string, answers: () => Promise<boolean>): Promise<void> {
  try {
    await eventually(answers, { timeoutMs: 10_000, intervalMs: 200 });
  } catch (cause) {
    throw new Error(`the server at ${name} does not answer`, { cause });
  }
}

async function notOurs(): Promise<void> {}
