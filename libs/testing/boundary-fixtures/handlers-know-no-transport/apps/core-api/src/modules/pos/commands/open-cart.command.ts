import '../../../../../../libs/event-broker/src/index.js';
