export type { BackoffOptions } from './backoff.js';
export type { ChatCalls } from './chat-calls.js';
export type { TokenRequest, TokenSource } from './connection.js';
export type { ConnectionState, ConnectionStatus } from './connection-status.js';
export type { EventHandler, RealtimeEvent } from './event-router.js';
export { type LiveQueryOptions, liveQuery, type Snapshot } from './live-query.js';
export { createRealtimeClient, type RealtimeClient, type RealtimeClientOptions } from './realtime-client.js';
export { type ClientErrorCode, RealtimeError } from './realtime-error.js';
