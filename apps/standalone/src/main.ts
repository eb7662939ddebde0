import { inspect } from 'node:util';
import {
  StartupError as CoreApiStartupError,
  DEMO_PASSWORD,
  demoOrganizations,
} from '@business-control/core-api';
import { StartupError as GatewayStartupError } from '@business-control/realtime-gateway';
import { startTracing } from '@business-control/telemetry';
import { readStandaloneEnv } from './config/env.js';
import { startStandalone } from './standalone.js';
import { welcome } from './welcome.js';

const STOP_WITHIN_MS = 10_000;

try {
  const env = readStandaloneEnv();
  const tracing = await startTracing({
    service: 'business-control',
    env: env.coreApi,
    onError: (message) => process.stderr.write(`traces cannot be exported: ${message}\n`),
  });
  const standalone = await startStandalone(env);
  const demo = { organizations: demoOrganizations, password: DEMO_PASSWORD };
  process.stdout.write(welcome(env.pageUrl, env.coreApi.SEED_DEMO_DATA ? demo : undefined));

  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await standalone.stop();
    await tracing.close();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  const expected = error instanceof CoreApiStartupError || error instanceof GatewayStartupError;
  process.stderr.write(`${expected ? error.message : inspect(error)}\n`);
  process.exit(1);
}
