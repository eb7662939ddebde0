import { InMemoryPresence, type PresenceTable } from './in-memory-presence.js';
import { describePresence } from './presence.features.js';

const worlds = new Map<string, PresenceTable>();

describePresence('InMemoryPresence', {
  gateway: (world, gatewayId, leaseMs) => {
    const table: PresenceTable = worlds.get(world) ?? new Map();
    worlds.set(world, table);
    return new InMemoryPresence({ gatewayId, leaseMs }, table);
  },
});
