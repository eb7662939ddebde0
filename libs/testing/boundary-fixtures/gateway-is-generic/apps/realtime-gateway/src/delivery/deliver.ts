import '../../../../libs/realtime-contracts/src/events/pos.events.js';
