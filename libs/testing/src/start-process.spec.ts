import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from './eventually.js';
import { startProcess } from './start-process.js';

describe('a started process', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'business-control-process-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function script(name: string, code: string): Promise<string> {
    const path = join(folder, `${name}.mjs`);
    await writeFile(path, code);
    return path;
  }

  it('is ready when its output says so, and reports how it ended', async () => {
    const server = await startProcess({
      script: await script(
        'polite',
        "process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1e6); console.log('ready');",
      ),
      env: {},
      readyWhen: /^ready$/m,
    });

    await expect(server.kill()).resolves.toEqual({ code: 3, signal: null });
    expect(server.output()).toBe('ready\n');
  });

  it('is ready when the given condition holds', async () => {
    let asked = 0;
    const server = await startProcess({
      script: await script('silent', 'setInterval(() => {}, 1e6);'),
      env: {},
      readyWhen: async () => {
        asked += 1;
        return asked === 3;
      },
    });

    expect(asked).toBe(3);
    await expect(server.kill('SIGKILL')).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('fails with its output when it ends before it is ready', async () => {
    const starting = startProcess({
      script: await script('broken', "console.error('DATABASE_URI is required'); process.exit(1);"),
      env: {},
      readyWhen: /ready/,
    });

    await expect(starting).rejects.toThrow(/ended before it was ready:\nDATABASE_URI is required/);
  });

  it('is killed when it does not become ready in time', async () => {
    const pidFile = join(folder, 'pid');
    const code = `import { renameSync, writeFileSync } from 'node:fs';
      console.log('pid', process.pid);
      writeFileSync('${pidFile}.new', String(process.pid));
      renameSync('${pidFile}.new', '${pidFile}');
      setInterval(() => {}, 1e6);`;
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());

    let runs = false;
    const starting = startProcess({
      script: await script('endless', code),
      env: {},
      readyWhen: async () => {
        // It has run for long once it runs, and what it wrote before that has been read.
        if (runs) vi.setSystemTime(Date.now() + 60_000);
        runs = existsSync(pidFile);
        return false;
      },
    });

    await expect(starting).rejects.toThrow(/was not ready after 60000 ms:\npid \d+/);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });

  it('gets its settings and nothing of the tests’ own environment', async () => {
    const server = await startProcess({
      script: await script(
        'settings',
        "console.log(Object.keys(process.env).sort().join(), 'end'); setInterval(() => {}, 1e6);",
      ),
      env: { LOG_LEVEL: 'warn' },
      readyWhen: /end/,
    });
    await server.kill();

    expect(server.output()).toContain('LOG_LEVEL');
    expect(server.output()).not.toContain('VITEST');
  });

  it('keeps the end of a long output', async () => {
    const server = await startProcess({
      script: await script(
        'chatty',
        "console.log('x'.repeat(200_000) + '\\nend'); setInterval(() => {}, 1e6);",
      ),
      env: {},
      readyWhen: /\nend\n$/,
    });
    await server.kill();

    expect(server.output().length).toBe(64 * 1024);
  });

  it('does not outlive the process that started it, even when that is killed, nor does its folder', async () => {
    const child = await script('child', 'setInterval(() => {}, 1e6);');
    const owned = await mkdtemp(join(folder, 'owned-'));
    const library = new URL('./child-process.ts', import.meta.url).href;
    const parent = await startProcess({
      script: await script(
        'parent',
        `const { startChild } = await import(${JSON.stringify(library)});
         const { pid } = await startChild(process.execPath, [${JSON.stringify(child)}], { env: {}, folder: ${JSON.stringify(owned)} });
         console.log('child ' + pid);`,
      ),
      env: {},
      readyWhen: /child \d+/,
    });
    const pid = Number(/child (\d+)/.exec(parent.output())?.[1]);
    expect(process.kill(pid, 0)).toBe(true);

    await parent.kill('SIGKILL');

    await eventually(() => expect(() => process.kill(pid, 0)).toThrow(/ESRCH/));
    await eventually(() => expect(existsSync(owned)).toBe(false));
  });
});
