import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ExceptionFilter } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { static as serveStatic } from 'express';
import { StartupError } from '../errors/startup-error.js';
import { ConsolePageFilter } from './console-page.filter.js';

/**
 * Serves the built console. Files go before the API's routes; the page itself answers only what no route and no file
 * did, and only to browsers that navigate, so that programs still get the API's 404.
 */
export function serveConsole(app: NestExpressApplication, directory: string, errors: ExceptionFilter): void {
  const folder = resolve(directory);
  const page = join(folder, 'index.html');
  if (!existsSync(page))
    throw new StartupError(`CONSOLE_DIR ${folder} has no index.html; build the console first`);
  app.use(
    serveStatic(folder, {
      // File names of assets carry a hash of their content; the page itself must be asked for every time.
      setHeaders: (response, path) =>
        response.setHeader(
          'Cache-Control',
          path.startsWith(join(folder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    }),
  );
  app.useGlobalFilters(new ConsolePageFilter(page, errors));
}
