import './pos.schema.js';
