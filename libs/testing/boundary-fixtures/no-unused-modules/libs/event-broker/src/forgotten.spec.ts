import './forgotten.js';
