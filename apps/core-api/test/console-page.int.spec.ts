import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoreApi, errorOf, startCoreApi } from './core-api-fixture.js';

describe('the page of the console', () => {
  let folder: string;
  let api: CoreApi;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'console-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>Console</title>');
    writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'console.log(1)');
    api = await startCoreApi({ CONSOLE_DIR: folder });
  });
  afterAll(async () => {
    await api.stop();
    rmSync(folder, { recursive: true });
  });

  const navigate = (path: string) => api.fetch(path, { headers: { accept: 'text/html,*/*;q=0.8' } });

  it('is at the root and is asked for every time', async () => {
    const response = await navigate('/');
    expect(await response.text()).toContain('<title>Console</title>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('keeps its assets for ever, as their names change with their content', async () => {
    const response = await api.fetch('/assets/main-1a2b.js');
    expect(await response.text()).toBe('console.log(1)');
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  it('answers navigation to addresses that only it knows', async () => {
    const response = await navigate('/till/42');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Console</title>');
  });

  it.each([
    ['programs', '/till/42', { headers: { accept: 'application/json' } }],
    ['whoever accepts anything', '/till/42', { headers: { accept: '*/*' } }],
    ['commands', '/till/42', { method: 'POST', headers: { accept: 'text/html' } }],
  ])('leaves the 404 of the API to %s', async (_, path, init) => {
    expect(await errorOf(await api.fetch(path, init))).toMatchObject({
      status: 404,
      code: 'request.not-found',
    });
  });

  it('does not stand before the API', async () => {
    expect(await errorOf(await navigate('/pos/workstations'))).toMatchObject({ status: 401 });
    expect(await (await navigate('/config.json')).json()).toEqual({ realtimeUrl: null, demo: false });
    expect(await (await navigate('/docs')).text()).toContain('swagger-ui');
  });

  it('must have been built', async () => {
    await expect(startCoreApi({ CONSOLE_DIR: join(folder, 'assets') })).rejects.toThrow(
      /^CONSOLE_DIR .*assets has no index\.html; build the console first$/,
    );
  });
});
