import { fileURLToPath } from 'node:url';

/** `apps/core-api/migrations`: equally far from `src` and from `dist`. */
export const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url));
