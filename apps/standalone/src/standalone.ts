import { createLogger, openBroker, runCoreApi } from '@business-control/core-api';
import { createRealtimeGateway, listen } from '@business-control/realtime-gateway';
import type { StandaloneEnv } from './config/env.js';

export interface RunningStandalone {
  /** Sends the sockets away, drains core-api, closes the data folder. */
  stop(): Promise<void>;
}

/**
 * Boots core-api with the page, and the gateway, in this process; one in-memory broker joins them.
 * Throws `StartupError` for what the person at the keyboard can put right, with nothing left running.
 */
export async function startStandalone(env: StandaloneEnv): Promise<RunningStandalone> {
  const logger = createLogger(env.coreApi.LOG_LEVEL);
  const opened: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) {
      await close().catch((err) => logger.error({ err }, 'closing failed'));
    }
  };
  try {
    const broker = await openBroker(env.coreApi, logger);
    opened.push(() => broker.close());
    const coreApi = await runCoreApi(env.coreApi, logger, broker);
    opened.push(() => coreApi.stop());
    const gateway = await createRealtimeGateway({ env: env.gateway, broker });
    opened.push(() => gateway.close());
    await listen(gateway, env.gateway);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
