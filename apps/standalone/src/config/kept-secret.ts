import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '@business-control/core-api';

/**
 * The secret that signs tokens when none is configured: made on the first start and kept in the data folder, readable by
 * its owner alone, so that people stay signed in over a restart. Throws `StartupError` when the folder cannot be used.
 */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'jwt-secret');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new StartupError(
      `DATA_DIR ${dataDir} cannot be used (${codeOf(cause)}); set DATA_DIR to another folder`,
      { cause },
    );
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error;
}
