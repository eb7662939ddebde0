export { useAnyRealtimeEvent, useRealtimeEvent, useRealtimeResync, useRealtimeStatus } from './hooks.js';
export { RealtimeProvider, type RealtimeProviderProps, useRealtime } from './realtime-context.js';
