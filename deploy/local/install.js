// Runs before everything else and therefore needs nothing but Node: installs what package-lock.json says when it is not there
// yet, and is silent otherwise.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const oldestNode = 22;
const root = fileURLToPath(new URL('../..', import.meta.url));

if (!isInstalled()) install();
refuseOldNode();

/** Whether npm's record of what it installed holds everything in the lock. npm writes it last, so it is never there too early. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted ?? {}).every(([path, { version, integrity, optional, link }]) => {
    if (!path.includes('node_modules/')) return true;
    const found = present?.[path];
    // Packages for other systems are optional and never installed.
    if (found === undefined) return present !== undefined && optional === true;
    return found.version === version && found.integrity === integrity && found.link === link;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(`${root}/${file}`, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  console.log(
    'Installing the packages of package-lock.json with npm ci; this takes a minute the first time.',
  );
  const args = ['ci', '--loglevel=error', '--include=dev', '--include=optional', '--no-fund', '--no-audit'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  const { status, error } = npm?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (status !== 0)
    end(`npm ci failed${error ? ` (${error.message})` : ''}: nothing can run until it succeeds.`);
}

/** npm scripts run on the Node that the lock brings for this system, else on the one that is installed. */
function refuseOldNode() {
  const [major] = process.versions.node.split('.');
  if (Number(major) >= oldestNode || existsSync(`${root}/node_modules/.bin/node`)) return;
  end(
    `Node.js ${oldestNode} or newer is needed, this is ${process.versions.node}: install it from https://nodejs.org/.`,
  );
}

function end(message) {
  console.error(message);
  process.exit(1);
}
