export * from './access-token-env.js';
export * from './access-token-error.js';
export * from './access-token-signer.js';
export * from './access-token-verifier.js';
export * from './principal.js';
export * from './verifier-config.js';
