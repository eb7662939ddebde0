import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually, freePort, requireProgram } from '@business-control/testing';

/** A Redis of the scenario's own that keeps nothing and can be away for a while. */
export interface RedisServer {
  readonly port: number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRedisServer(): Promise<RedisServer> {
  const program = await requireProgram('redis');
  const port = await freePort();
  let child: ChildProcess | undefined;
  const killAtExit = () => child?.kill('SIGKILL');
  process.once('exit', killAtExit);
  const redis: RedisServer = {
    port,
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      child = spawn(program, args, { stdio: 'ignore' });
      await eventually(() => answers(port));
    },
    async stop() {
      if (!child) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
      child = undefined;
    },
  };
  await redis.start();
  return redis;
}

async function answers(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
