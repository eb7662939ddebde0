import '@business-control/access-token/src/principal.js';
