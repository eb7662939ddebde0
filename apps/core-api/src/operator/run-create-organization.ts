import type { Readable } from 'node:stream';
import { readCoreApiEnv } from '../config/env.js';
import { openDatabase } from '../open-seams.js';
import { SystemClock } from '../platform/clock/clock.js';
import { createLogger } from '../platform/logging/logger.js';
import { initialPassword } from './initial-password.js';
import { readNewOrganization } from './new-organization.js';
import { openOrganization } from './open-organization.js';

export interface Invocation {
  readonly args: readonly string[];
  /** The settings of core-api. */
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stderr: { write(text: string): void };
}

/** Does what the command line asks for, on a database brought up to date, and answers what to print. */
export async function runCreateOrganization({ args, env, stdin, stderr }: Invocation): Promise<string> {
  const wanted = readNewOrganization(args);
  const settings = readCoreApiEnv(env);
  const { password, generated } = await initialPassword(stdin);
  const logger = createLogger(settings.LOG_LEVEL, stderr);
  const database = await openDatabase(settings, logger);
  try {
    await database.migrate();
    const organizationId = await openOrganization(database, new SystemClock(), wanted, password);
    return [
      `organization   ${wanted.slug} (${organizationId})`,
      `administrator  ${wanted.admin.email}`,
      ...(generated ? [`password       ${password}`] : []),
      '',
    ].join('\n');
  } finally {
    await database.close();
  }
}
