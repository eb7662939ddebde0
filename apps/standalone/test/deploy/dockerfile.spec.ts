import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { environmentOf, fileOf, readCompose } from './compose-file.js';
import { dockerfile, imageOf } from './dockerfile.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const haproxy = fileOf('deploy/haproxy/haproxy.cfg');
const variables = { JWT_SECRET: 's', REDIS_PASSWORD: 'r', RABBITMQ_PASSWORD: 'q', POSTGRES_PASSWORD: 'p' };
const { services } = readCompose(variables);

describe('deploy/docker/Dockerfile', () => {
  it('copies the manifest of every workspace before it installs', () => {
    const { workspaces } = JSON.parse(fileOf('package.json'));
    const manifests = globSync(
      workspaces.map((pattern: string) => `${pattern}/package.json`),
      { cwd: root },
    );
    const copied = [...dockerfile.matchAll(/^COPY (\S+\/package\.json) /gm)].map(([, path]) => path);
    expect(copied.toSorted()).toEqual(manifests.toSorted());
  });

  it.each(['core-api', 'realtime-gateway'])('puts the build of every library of %s into its image', (app) => {
    const { dependencies } = JSON.parse(fileOf(`apps/${app}/package.json`));
    const libraries = Object.keys(dependencies)
      .filter((name) => name.startsWith('@business-control/'))
      .map((name) => name.replace('@business-control/', 'libs/'));
    const copied = dockerfile.match(
      new RegExp(`(?<=^COPY --from=${app}-build /app/)libs/[a-z-]+(?=/dist )`, 'gm'),
    );
    expect(libraries).not.toEqual([]);
    expect(copied?.toSorted()).toEqual(libraries.toSorted());
  });

  it('leaves out nothing that it copies from the repository', () => {
    const ignored = fileOf('.dockerignore').split('\n');
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    const allowed = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    for (const source of sources) {
      expect(allowed.some((path) => source === path || source.startsWith(`${path}/`))).toBe(true);
    }
  });

  it.each([
    {
      target: 'core-api',
      service: 'core-api',
      port: 'CORE_API_PORT',
      host: 'CORE_API_HOST',
      edge: 'CORE_API_ADDRESS',
      name: 'core-api',
    },
    {
      target: 'realtime-gateway',
      service: 'realtime-gateway-1',
      port: 'WEBSOCKET_PORT',
      host: 'WEBSOCKET_HOST',
      edge: 'GATEWAY_ADDRESS',
      name: 'realtime-gateway',
    },
    {
      target: 'console',
      service: 'console',
      port: 'CONSOLE_PORT',
      host: 'CONSOLE_HOST',
      edge: 'CONSOLE_ADDRESS',
      name: 'console',
    },
  ])(
    'builds $target for the port on which HAProxy and the health check look for it',
    ({ target, service, port, host, edge, name }) => {
      const image = imageOf(target);
      const compose = services[service];
      if (compose === undefined || services.haproxy === undefined) throw new Error(`no service ${service}`);
      const env = { ...image.env, ...environmentOf(compose, variables) };

      expect(image).toMatchObject({ base: 'node:24-bookworm-slim', user: 'node', exposed: env[port] });
      expect(image.env.NODE_ENV).toBe('production');
      expect(image.command[0]).toBe('node');
      expect(image.healthcheck).toContain(`process.env.${port}}/health/ready`);
      expect(env[host]).toBe('0.0.0.0');
      expect(compose.build).toMatchObject({ dockerfile: 'deploy/docker/Dockerfile', target });
      expect(environmentOf(services.haproxy, variables)[edge]).toBe(`${name}:${env[port]}`);
    },
  );

  it('is asked by HAProxy for the same readiness', () => {
    expect([...haproxy.matchAll(/^ {2}option httpchk (.+)$/gm)].map(([, check]) => check)).toEqual(
      Array.from({ length: 3 }, () => 'GET /health/ready'),
    );
  });
});
