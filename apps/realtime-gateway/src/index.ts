export { type GatewayEnv, gatewayEnvSchema, readGatewayEnv } from './config/env.js';
export { socketErrors } from './connections/error-codes.js';
export { listen } from './listen.js';
export { closeCodeOf } from './plain-websocket/close-codes.js';
export { createRealtimeGateway, type RealtimeGatewayOptions } from './realtime-gateway.js';
export { StartupError } from './startup-error.js';
