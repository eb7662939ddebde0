import '../../core-api/src/index.js';
