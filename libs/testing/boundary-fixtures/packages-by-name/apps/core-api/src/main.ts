import '../../../libs/access-token/src/index.js';
