import { readCoreApiEnv } from '@business-control/core-api';
import { readGatewayEnv } from '@business-control/realtime-gateway';
import { describe, expect, it } from 'vitest';
import { type ComposeService, environmentOf, readCompose } from './compose-file.js';
import { imageOf } from './dockerfile.js';
import { coreApiSettings, gatewaySettings, type Settings } from './settings.js';

const secrets = {
  JWT_SECRET: 'a secret of thirty-two characters',
  REDIS_PASSWORD: 'redis-password',
  RABBITMQ_PASSWORD: 'rabbitmq-password',
  POSTGRES_PASSWORD: 'postgres-password',
};
const { services, networks, volumes } = readCompose(secrets);
const serviceOf = (name: string): ComposeService => {
  const service = services[name];
  if (service === undefined) throw new Error(`no service ${name}`);
  return service;
};
const all = Object.entries(services).map(([name, service]) => ({ name, service }));

describe('docker-compose.yml', () => {
  it.each(Object.keys(secrets))('does not start without %s, and says where to set it', (name) => {
    expect(() => readCompose({ ...secrets, [name]: '' })).toThrow(
      `${name}: set ${name} in .env, see .env.example`,
    );
  });

  it('uses the official images, and images built here', () => {
    expect(Object.fromEntries(all.map(({ name, service }) => [name, service.image]))).toEqual({
      haproxy: 'haproxy:lts',
      console: 'business-control/console',
      'core-api': 'business-control/core-api',
      'realtime-gateway-1': 'business-control/realtime-gateway',
      'realtime-gateway-2': 'business-control/realtime-gateway',
      rabbitmq: 'rabbitmq:4-management',
      redis: 'redis:7',
      postgres: 'postgres:17',
      prometheus: 'prom/prometheus:v3.5.0',
      grafana: 'grafana/grafana:12.1.0',
    });
  });

  it.each(all)('keeps $name up, small and without privileges', ({ service }) => {
    expect(service).toMatchObject({
      restart: 'unless-stopped',
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      logging: { options: { 'max-size': '10m', 'max-file': '5' } },
      mem_limit: expect.any(String),
      stop_grace_period: expect.any(String),
    });
  });

  it.each(all.filter(({ service }) => !service.build && !service.image.startsWith('haproxy')))(
    'runs $name as a user other than root',
    ({ service }) => {
      expect(service.user).toMatch(/^[a-z]+$/);
    },
  );

  it.each(all)('waits until what $name needs is healthy', ({ service }) => {
    for (const [name, { condition }] of Object.entries(service.depends_on)) {
      expect(condition).toBe('service_healthy');
      expect(serviceOf(name).healthcheck).toBeDefined();
    }
  });

  it.each(all)('knows how $name tells its health', ({ service }) => {
    const own = service.healthcheck?.test;
    const inherited = service.build && imageOf(service.build.target).healthcheck;
    expect(own ?? inherited).toBeTruthy();
  });

  it('has one public port, and shows its figures to the machine itself', () => {
    expect(all.flatMap(({ name, service }) => service.ports.map((port) => `${name} ${port}`))).toEqual([
      'haproxy 8080:8080',
      'grafana 127.0.0.1:3003:3000',
    ]);
  });

  it('declares the volumes and networks it uses', () => {
    const named = all.flatMap(({ service }) => service.volumes).filter((volume) => !volume.startsWith('.'));
    expect(named.map((volume) => volume.split(':')[0]).toSorted()).toEqual(Object.keys(volumes).toSorted());
    expect(networks).toEqual({ edge: null, data: { internal: true } });
  });
});

describe.each([
  { name: 'core-api', settings: coreApiSettings, read: readCoreApiEnv },
  { name: 'realtime-gateway-1', settings: gatewaySettings, read: readGatewayEnv },
  { name: 'realtime-gateway-2', settings: gatewaySettings, read: readGatewayEnv },
])('the environment of $name', ({ name, settings, read }) => {
  const service = serviceOf(name);

  it('holds settings of the app and nothing else', () => {
    const unknown = (known: Settings) => Object.keys(service.environment).filter((key) => !known.has(key));
    expect(unknown(settings)).toEqual([]);
  });

  it('is complete for production', () => {
    const env = { ...imageOf(service.build?.target ?? '').env, ...environmentOf(service, secrets) };
    expect(read(env)).toMatchObject({
      NODE_ENV: 'production',
      BROKER: 'rabbitmq',
      RABBITMQ_URL: 'amqp://business_control:rabbitmq-password@rabbitmq:5672',
      ENABLE_REDIS: true,
      REDIS_HOST: 'redis',
      REDIS_PASSWORD: 'redis-password',
      JWT_SECRET: secrets.JWT_SECRET,
    });
  });

  it('passes on every setting that compose does not decide itself', () => {
    const env = { ...imageOf(service.build?.target ?? '').env, ...service.environment };
    const withheld = [...settings.keys()].filter((key) => !(key in env));
    // Another identity provider excludes JWT_SECRET, which compose requires; the embedded database and page are not for compose.
    const notForCompose = ['JWKS_URL', 'FIREBASE_PROJECT_ID', 'DATA_DIR', 'CONSOLE_DIR'];
    expect(withheld.filter((key) => !notForCompose.includes(key))).toEqual([]);
  });
});
