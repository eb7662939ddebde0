export * from './create-database.js';
export * from './create-vhost.js';
export * from './eventually.js';
export * from './free-port.js';
export { requireProgram } from './programs/require-program.js';
export * from './services.js';
export * from './start-browser.js';
export * from './start-process.js';
export * from './start-rabbitmq.js';
