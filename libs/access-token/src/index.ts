export * from './access-token-error.js';
export * from './principal.js';
