import '../../../apps/core-api/src/index.js';
