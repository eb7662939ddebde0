import { type Child, startChild } from '../child-process.js';
import { requireProgram } from '../programs/require-program.js';
import { becomesReady } from '../readiness.js';
import { amqpAnswers, managementAnswers } from './answers.js';
import { type RabbitmqPorts, rabbitmqEnvironment, rabbitmqPorts } from './rabbitmq-settings.js';
import type { ManagedRabbitmq, StoppableRabbitmq } from './server.js';
import { temporaryFolder } from './temporary-folder.js';

export async function startManagedRabbitmqProgram(): Promise<ManagedRabbitmq> {
  const ports = await rabbitmqPorts();
  const managementUrl = `http://guest:guest@127.0.0.1:${ports.management}`;
  const { url, dispose } = await startNode(ports, ['rabbitmq_management'], () =>
    managementAnswers(managementUrl),
  );
  return { url, managementUrl, dispose };
}

/** Without the management plugin, which makes every stop five seconds longer. */
export async function startStoppableRabbitmqProgram(): Promise<StoppableRabbitmq> {
  return startNode(await rabbitmqPorts(), [], async () => true);
}

async function startNode(
  ports: RabbitmqPorts,
  plugins: readonly string[],
  pluginsAnswer: () => Promise<boolean>,
): Promise<StoppableRabbitmq> {
  const program = await requireProgram('rabbitmq');
  const epmdProgram = await requireProgram('epmd');
  const url = `amqp://guest:guest@127.0.0.1:${ports.amqp}`;
  const folder = await temporaryFolder('rabbitmq');
  const env = await rabbitmqEnvironment(folder.path, ports, plugins);
  // RabbitMQ would start this name server as a daemon that outlives it; one that is already there is used as it is.
  const epmd = await startChild(epmdProgram, ['-port', String(ports.epmd), '-address', '127.0.0.1'], { env });
  let node: Child | undefined;

  const start = async () => {
    if (node !== undefined) return;
    node = await startChild(program, [], { env, cwd: folder.path, folder: folder.path });
    const isReady = async () => (await amqpAnswers(url)) && (await pluginsAnswer());
    await becomesReady(node, { name: 'RabbitMQ', isReady, limitMs: 60_000 });
  };
  const stop = async () => {
    await node?.stop('SIGTERM', 20_000);
    node = undefined;
  };
  const dispose = async () => {
    // Nothing is kept, so it need not tidy up first.
    await node?.stop('SIGKILL', 5_000);
    node = undefined;
    await epmd.stop('SIGKILL', 2_000);
    await folder.remove();
  };
  try {
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return { url, start, stop, dispose };
}
