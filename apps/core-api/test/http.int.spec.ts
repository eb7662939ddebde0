import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseFailure } from '../src/platform/database/database-failure.js';
import { bearer, type CoreApi, errorOf, startCoreApi } from './core-api-fixture.js';

const json = { 'content-type': 'application/json' };

describe('HTTP', () => {
  let api: CoreApi;
  beforeAll(async () => {
    api = await startCoreApi({
      CORS_ORIGINS: 'https://shop.example',
      PUBLIC_REALTIME_URL: 'https://live.example/x',
    });
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    api.log.length = 0;
    api.database.failTransaction = () => false;
  });

  describe('who may call', () => {
    it('asks for a token', async () => {
      const response = await api.fetch('/pos/workstations');
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await errorOf(response)).toMatchObject({
        status: 401,
        code: 'auth.token-missing',
        message: expect.any(String),
      });
    });

    it.each([
      ['Basic dXNlcjpwYXNz', 'auth.token-malformed'],
      ['Bearer ', 'auth.token-malformed'],
      ['Bearer nonsense', 'auth.token-malformed'],
    ])('refuses %j with its own code', async (authorization, code) => {
      const response = await api.fetch('/pos/workstations', { headers: { authorization } });
      expect(await errorOf(response)).toMatchObject({ status: 401, code });
    });

    it('refuses a token whose signature is wrong', async () => {
      const { authorization } = await bearer(['pos.read']);
      const response = await api.fetch('/pos/workstations', {
        headers: { authorization: `${authorization.slice(0, -6)}AAAAAA` },
      });
      expect(await errorOf(response)).toMatchObject({ status: 401, code: 'auth.token-signature' });
    });

    it('refuses a device that is not the one of the token, or that nothing is called', async () => {
      const ask = async (named: string) =>
        api.fetch('/pos/workstations', {
          headers: { ...(await bearer(['pos.read'], { deviceId: 'till-1' })), 'x-device-id': named },
        });
      expect((await ask('till-1')).status).toBe(200);
      expect(await errorOf(await ask('till-2'))).toMatchObject({ status: 401, code: 'auth.device-mismatch' });
      expect(await errorOf(await ask('%00'))).toMatchObject({
        status: 400,
        code: 'request.invalid',
        issues: [{ path: 'x-device-id' }],
      });
    });

    it('says which permission is missing', async () => {
      const response = await api.fetch('/pos/workstations', { headers: await bearer(['pos.totals.read']) });
      expect(await errorOf(response)).toMatchObject({
        status: 403,
        code: 'auth.permission-missing',
        facts: { permission: 'pos.read' },
      });
    });

    it('lets in who holds the permission', async () => {
      const response = await api.fetch('/pos/workstations', { headers: await bearer(['pos.read']) });
      expect(response.status).toBe(200);
    });
  });

  describe('errors', () => {
    it('names every field that a schema refuses, and echoes no value', async () => {
      const response = await api.fetch('/auth/login', {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ organization: 5, email: 'a@b.example' }),
      });
      const error = await errorOf(response);
      expect(error).toMatchObject({ status: 400, code: 'request.invalid' });
      expect(error.issues?.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['organization', 'password']),
      );
      expect(response.headers.get('x-request-id')).toBe(error.requestId);
    });

    it('answers a body that is no JSON without repeating it', async () => {
      const response = await api.fetch('/auth/login', {
        method: 'POST',
        headers: json,
        body: '{"password": "hunter2',
      });
      const error = await errorOf(response);
      expect(error).toMatchObject({ status: 400, code: 'request.malformed' });
      expect(response.headers.get('x-request-id')).toBe(error.requestId);
      expect(JSON.stringify(error)).not.toContain('hunter2');
      expect(api.log.join()).not.toContain('hunter2');
    });

    it('answers a body that is too large', async () => {
      const body = JSON.stringify({ organization: 'x'.repeat(300_000) });
      const response = await api.fetch('/auth/login', { method: 'POST', headers: json, body });
      expect(await errorOf(response)).toMatchObject({
        status: 413,
        code: 'request.too-large',
        requestId: response.headers.get('x-request-id'),
      });
    });

    it('gives a body no minutes to arrive: of those that never end, memory holds what came', () => {
      const server: Server = api.app.getHttpServer();
      expect(server.requestTimeout).toBeGreaterThan(0);
      expect(server.requestTimeout).toBeLessThanOrEqual(30_000);
      // A longer one for the headers would be the one for bodies.
      expect(server.headersTimeout).toBeLessThanOrEqual(server.requestTimeout);
    });

    it.each(['/nowhere', '/pos/nowhere'])('answers %s, which is no route', async (path) => {
      expect(await errorOf(await api.fetch(path))).toMatchObject({ status: 404, code: 'request.not-found' });
    });

    it.each([
      ['database.unavailable', '5'],
      ['database.busy', '2'],
      ['database.too-slow', '5'],
      ['database.conflict', '1'],
      ['database.outcome-unknown', '5'],
    ] as const)('answers %s with when to try again', async (code, seconds) => {
      api.database.failTransaction = () => {
        throw new DatabaseFailure(code, new Error('inner'));
      };
      const response = await api.fetch('/pos/workstations', { headers: await bearer(['pos.read']) });
      expect(response.headers.get('retry-after')).toBe(seconds);
      expect(await errorOf(response)).toMatchObject({
        status: 503,
        code,
        facts: { retryAfterMs: Number(seconds) * 1_000 },
      });
    });

    it('answers an unknown error with nothing of it, and logs it once under the request', async () => {
      api.database.failTransaction = () => true;
      const response = await api.fetch('/pos/workstations', { headers: await bearer(['pos.read']) });
      const error = await errorOf(response);
      expect(error).toEqual({
        status: 500,
        code: 'internal',
        message: expect.any(String),
        requestId: response.headers.get('x-request-id'),
      });
      const logged = api.log.filter(
        (line) => line.includes('connection refused') && line.includes('"level":50'),
      );
      expect(logged).toHaveLength(1);
      expect(JSON.parse(logged[0] ?? '')).toMatchObject({
        requestId: error.requestId,
        msg: 'request failed',
        err: { type: 'Error', message: 'connection refused', stack: expect.stringContaining('at ') },
      });
    });
  });

  describe('logs', () => {
    it('hold one line per request, without query, headers or body', async () => {
      const headers = { ...(await bearer(['pos.read'])), 'x-request-id': 'caller-1' };
      const response = await api.fetch('/pos/workstations?secret=in-the-query', { headers });
      expect(response.headers.get('x-request-id')).toBe('caller-1');
      const lines = api.log.filter((line) => line.includes('request completed'));
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({
        service: 'core-api',
        req: { id: 'caller-1', method: 'GET', path: '/pos/workstations' },
        res: { statusCode: 200 },
      });
      expect(lines[0]).not.toContain('in-the-query');
      expect(lines[0]).not.toContain('Bearer');
    });

    it('never hold a password, right or wrong', async () => {
      const body = JSON.stringify({ organization: 'acme', email: 'a@b.example', password: 'hunter2' });
      await api.fetch('/auth/login', { method: 'POST', headers: json, body });
      expect(api.log.length).toBeGreaterThan(0);
      expect(api.log.join()).not.toContain('hunter2');
    });

    it('take no request id that could forge a line', async () => {
      const response = await api.fetch('/nowhere', { headers: { 'x-request-id': 'a b"c' } });
      expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    });
  });

  describe('browsers', () => {
    it('may call from the origins that are named, and from no other', async () => {
      const allowed = (origin: string) =>
        api
          .fetch('/config.json', { headers: { origin } })
          .then(({ headers }) => headers.get('access-control-allow-origin'));
      expect(await allowed('https://shop.example')).toBe('https://shop.example');
      expect(await allowed('https://evil.example')).toBeNull();
    });

    it('get security headers that let the console reach the gateway', async () => {
      const { headers } = await api.fetch('/config.json');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const policy = headers.get('content-security-policy');
      expect(policy).toContain("connect-src 'self' https://live.example wss://live.example");
      expect(policy).not.toContain('upgrade-insecure-requests');
    });

    it('learn where the gateway is', async () => {
      const response = await api.fetch('/config.json');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({ realtimeUrl: 'https://live.example/x', demo: false });
    });
  });

  describe('OpenAPI', () => {
    it('describes routes with the schemas that validate them', async () => {
      const document = (await (await api.fetch('/docs-json')).json()) as {
        paths: Record<string, { post?: { requestBody?: unknown; security?: unknown } }>;
      };
      expect(Object.keys(document.paths)).toEqual(
        expect.arrayContaining(['/auth/login', '/pos/workstations', '/health/ready']),
      );
      expect(document.paths['/auth/login']?.post?.requestBody).toMatchObject({
        content: {
          'application/json': { schema: { type: 'object', required: expect.arrayContaining(['email']) } },
        },
      });
    });

    it('is there to read', async () => {
      const response = await api.fetch('/docs');
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('swagger-ui');
    });
  });
});
