import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const fixtures = fileURLToPath(new URL('../boundary-fixtures/', import.meta.url));
const { exceptions }: { exceptions: Record<string, string[]> } = await import(
  `${root}.dependency-cruiser.js`
);
const { forbidden = [], options } = await extractDepcruiseConfig(`${root}.dependency-cruiser.js`);

/** The rules that a tree breaks, each with where. */
async function violations(baseDir: string): Promise<{ rule: string; from: string; to: string }[]> {
  const folders = readdirSync(baseDir).filter((folder) => ['apps', 'libs'].includes(folder));
  const { output } = await cruise(folders, {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden },
    outputType: 'json',
  });
  const { summary }: ICruiseResult = typeof output === 'string' ? JSON.parse(output) : output;
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

it('every rule has a fixture and every fixture a rule', () => {
  expect(readdirSync(fixtures).sort()).toEqual(forbidden.map(({ name }) => name).sort());
});

it.each(readdirSync(fixtures))('%s is seen to be broken', async (rule) => {
  const broken = await violations(`${fixtures}${rule}`);
  expect(broken.map((violation) => violation.rule)).toContain(rule);
});

// Reads the whole tree, which takes a while on a busy machine.
it('no rule is broken', { timeout: 180_000 }, async () => {
  expect(await violations(root)).toEqual([]);
});

it('no exception is left over from a file that is gone', () => {
  const excepted = Object.values(exceptions).flat();
  expect(excepted.filter((file) => !existsSync(`${root}apps/core-api/src/modules/${file}`))).toEqual([]);
});

it('only config/env.ts of an app reads process.env', async () => {
  const refused = ['apps/core-api/src/modules/pos/cart.ts', 'libs/event-broker/src/event-broker.ts'];
  const allowed = ['apps/core-api/src/config/env.ts', 'libs/event-broker/test/broker.int.spec.ts'];
  const report = await lint([...refused, ...allowed], 'export const port = process.env.PORT;\n');
  const reported = [...report.matchAll(/^(\S+?):\d+:\d+ lint\/style\/noProcessEnv/gm)].map(
    ([, file]) => file,
  );
  expect(reported.sort()).toEqual(refused.sort());
});

it('the gateway has no code for a single event', () => {
  const contracts = `${root}libs/realtime-contracts/`;
  const names = readdirSync(`${contracts}schemas`).map((file) => file.replace(/@.*/, ''));
  const payloads = globSync(`${contracts}src/events/*.events.ts`).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^export (?:const|type|interface|function) (\w+)/gm)].map(
      ([, name]) => name,
    ),
  );
  expect(Math.min(names.length, payloads.length)).toBeGreaterThan(0);
  // A call of clients may be called like the event it causes.
  const calls = [
    ...readFileSync(`${contracts}src/wire.ts`, 'utf8').matchAll(/^ {2}'([\w:-]+)': \(request: /gm),
  ].map(([, name]) => name);
  expect(calls).toContain('presence:list');
  const words = [...names, ...names.map((name) => name.replaceAll('.', ':')), ...payloads].filter(
    (word) => !calls.includes(word),
  );
  const files = globSync(`${root}apps/realtime-gateway/src/**/*.ts`, { exclude: ['**/*.spec.ts'] });
  const named = files.flatMap((file) => {
    const code = new Set(readFileSync(file, 'utf8').match(/[\w.:-]+/g));
    return words.filter((word) => word !== undefined && code.has(word)).map((word) => `${file}: ${word}`);
  });
  expect(files.length).toBeGreaterThan(0);
  expect(named).toEqual([]);
});

/** What Biome says, with the real configuration, of files with this code. */
async function lint(files: readonly string[], code: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  copyFileSync(`${root}biome.json`, join(folder, 'biome.json'));
  const args = ['lint', '--colors=off', '--vcs-enabled=false', '.'];
  const report = await new Promise<string>((resolve) => {
    execFile(`${root}node_modules/.bin/biome`, args, { cwd: folder }, (_error, out, err) =>
      resolve(out + err),
    );
  });
  rmSync(folder, { recursive: true });
  return report;
}
