export { type GatewayEnv, gatewayEnvSchema, InvalidEnvironment, readGatewayEnv } from './config/env.js';
export { listen } from './listen.js';
export { createRealtimeGateway, type RealtimeGatewayOptions } from './realtime-gateway.js';
