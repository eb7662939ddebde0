// `npm run dev`: compiles on every change, restarts the app on every build, and serves the page with hot reload.
// Ctrl-C ends all of it; so does the end of any part.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = { folder: `${root}apps/console`, vite: `${root}node_modules/vite/bin/vite.js` };
const compile = ['node_modules/typescript/bin/tsc', '-b', 'apps/standalone/tsconfig.build.json'];
const colour = process.stdout.isTTY === true;

// Once before the rest, which needs something to run. Faults of types do not stop it: they are shown again by the watcher.
spawnSync(process.execPath, compile, { cwd: root, stdio: 'ignore' });
// The app insists on a built page, though the one to look at is Vite's.
if (!existsSync(`${page.folder}/dist/index.html`)) {
  spawnSync(process.execPath, [page.vite, 'build'], { cwd: page.folder, stdio: 'inherit' });
}

const parts = [
  start('build', [...compile, '--watch', '--preserveWatchOutput'], root),
  // The page comes from Vite, which is another origin than the gateway's.
  start('app', ['--watch', '--watch-preserve-output', 'apps/standalone/dist/main.js'], root, {
    CORS_ORIGINS: '*',
  }),
  start('page', [page.vite], page.folder),
];

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));

function start(name, args, cwd, defaults = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...defaults, ...process.env, ...(colour && { FORCE_COLOR: '1' }) },
  });
  const prefix = colour ? `\u001b[2m${name.padEnd(5)} |\u001b[0m` : `${name.padEnd(5)} |`;
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    createInterface({ input: from }).on('line', (line) => to.write(`${prefix} ${line}\n`));
  }
  child.on('error', (error) => process.stderr.write(`${prefix} ${error.message}\n`));
  child.on('close', (code, signal) => {
    if (ending) return;
    process.stderr.write(`${prefix} ended with ${signal ?? code}; the rest is stopped\n`);
    end(1);
  });
  return child;
}

/** Asks every part to end, and insists after ten seconds. */
function end(code) {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  const running = parts.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  for (const child of running) child.kill('SIGTERM');
  const insist = () => {
    for (const child of running) child.kill('SIGKILL');
  };
  setTimeout(insist, 10_000).unref();
}
