import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs the tests start, by the names they go under. Debian's wrapper of RabbitMQ refuses other users, so it comes last. */
const programs = {
  rabbitmq: ['/usr/lib/rabbitmq/bin/rabbitmq-server', 'rabbitmq-server'],
  epmd: ['epmd'],
  redis: ['redis-server', 'valkey-server'],
  postgres: ['postgres'],
  initdb: ['initdb'],
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  haproxy: ['haproxy'],
} as const;

export type ProgramName = keyof typeof programs;

/** The path of a program on this machine; `undefined` when it has none. */
export function findProgram(name: ProgramName): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    ...postgresqlFolders(),
  ];
  return programs[name]
    .flatMap((file) => (file.startsWith('/') ? [file] : folders.map((folder) => join(folder, file))))
    .find(isExecutable);
}

/** Debian keeps the server's programs off PATH, in a folder for each version; the newest comes first. */
function postgresqlFolders(): string[] {
  const root = '/usr/lib/postgresql';
  try {
    const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(root, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
