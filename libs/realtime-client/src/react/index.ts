export { useAnyRealtimeEvent, useRealtimeEvent, useRealtimeResync, useRealtimeStatus } from './hooks.js';
export { RealtimeProvider, type RealtimeProviderProps, useRealtime } from './realtime-context.js';
export { type LiveData, type LiveQuery, useLiveQuery } from './use-live-query.js';
