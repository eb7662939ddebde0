import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StartupError } from '../errors/startup-error.js';
import { FolderInUse, takeLock } from './folder-lock.js';

export interface DataFolder {
  /** Where PGlite keeps its files. */
  readonly database: string;
  release(): void;
}

/** Makes `DATA_DIR` ours. Throws {@link StartupError} when it cannot be used or another process uses it. */
export function openDataFolder(dataDir: string): DataFolder {
  const folder = resolve(dataDir);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { database: join(folder, 'database'), release: takeLock(join(folder, 'database.lock')) };
  } catch (error) {
    if (error instanceof FolderInUse) {
      throw new StartupError(
        `DATA_DIR ${folder} is in use by process ${error.pid}; set DATA_DIR to another folder`,
      );
    }
    throw unusable(folder, error);
  }
}

export function unusable(folder: string, error: unknown): StartupError {
  const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  return new StartupError(`DATA_DIR ${folder} cannot be used (${reason}); set DATA_DIR to another folder`, {
    cause: error,
  });
}
