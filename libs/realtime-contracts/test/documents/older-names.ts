import type { ClientToServerEvents, EventName, RoomKind } from '@business-control/realtime-contracts';

/** What stands today for a name of older documents; `note` says what else changed. */
interface Successor {
  readonly events?: readonly EventName[];
  readonly calls?: readonly (keyof ClientToServerEvents)[];
  readonly rooms?: readonly RoomKind[];
  readonly note?: string;
}

/** Names that teams may know from older documents: of events, of rooms, of domain events. */
export const olderNames = {
  'pos.cart.updated': { events: ['pos:cart:updated'] },
  'pos.cart.payment': { events: ['pos:cart:payment'] },
  'pos.sale.completed': { events: ['pos:sale:completed'] },
  'pos.daily-totals.updated': { events: ['pos:daily-totals:updated'] },
  'inventory.movement.created': { events: ['inventory:movement:created'] },
  'inventory.movement.updated': { events: ['inventory:movement:updated'] },
  'inventory.count.updated': { events: ['inventory:count-session:updated'] },
  'system.alert': { events: ['system:alert'] },
  'system.warning': { events: ['system:warning'] },
  'system.info': { events: ['system:info'] },
  'chat.message': {
    events: ['chat:direct:new-message', 'chat:staff:new-message', 'chat:help:new-message'],
    calls: ['chat:message', 'chat:staff', 'chat:help'],
    note: 'a call sends, an event tells: by kind of conversation',
  },
  'chat.typing': { events: ['chat:typing'], calls: ['chat:typing'] },
  'chat.history': { calls: ['chat:history'], note: 'a call, answered page by page' },
  'order.status_changed': { events: ['order:status-changed'] },
  SALE_CREATED: {
    events: ['pos:sale:completed'],
    note: 'of tills and of orders; `channel` tells them apart',
  },
  'company:{id}': { rooms: ['organization'], note: 'joined from the token' },
  'workspace:{id}': { rooms: ['branch'], note: 'joined by `subscribe`' },
  'pos:{deviceId}': {
    rooms: ['device', 'workstation'],
    note: 'the device is joined from the token, the till by `subscribe`',
  },
  'chat:{roomId}': { rooms: ['channel', 'ticket'], note: 'for members, by `subscribe`' },
  SaleConfirmedEvent: { events: ['pos:cart:confirmed', 'pos:sale:completed'] },
  InventoryMovementAppliedEvent: {
    events: ['inventory:movement:created', 'inventory:movement:updated', 'inventory:stock:updated'],
    note: 'with `status: "applied"`; the stock that follows has an event of its own',
  },
  InventoryCountSessionUpdatedEvent: { events: ['inventory:count-session:updated'] },
  CustomerCreditChangedEvent: { events: ['customer:credit:changed'] },
} as const satisfies Readonly<Record<string, Successor>>;

/** Each name with what stands for it, in the words of a reader. */
export function successors(
  nameOf: (kind: RoomKind) => string,
): [older: string, today: string, note: string][] {
  return Object.entries<Successor>(olderNames).map(
    ([older, { events = [], calls = [], rooms = [], note = '' }]) => [
      older,
      [
        ...events.map((event) => `\`${event}\``),
        ...calls.map((call) => `call \`${call}\``),
        ...rooms.map((kind) => `room ${nameOf(kind)}`),
      ].join(', '),
      note,
    ],
  );
}
