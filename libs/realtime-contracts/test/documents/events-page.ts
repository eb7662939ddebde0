import {
  type Catalogue,
  type EventDefinition,
  exchangeOf,
  GATEWAY_FACTS_EXCHANGE,
  gatewayFacts,
  permissions,
  publicRoomName,
  REALTIME_NAMESPACE,
  type RoomKind,
  roomKinds,
  routingKeyOf,
} from '@business-control/realtime-contracts';
import { successors } from './older-names.js';
import { payloadSchemaOf, schemaFileOf } from './payload-schema.js';
import { payloadProperties } from './payload-table.js';

const deliveries = {
  durable: 'durable: kept, replayed after a reconnect, never dropped',
  latest: 'latest: as durable, but a slow client may be given only the newest of each key',
  ephemeral:
    'ephemeral: live only, kept nowhere; what a client causes passes between gateways, through no exchange',
} as const;

const kinds = Object.keys(roomKinds) as RoomKind[];

/** `docs/EVENTS.md`: every event of a catalogue, for those who listen. */
export function eventsPage(catalogue: Catalogue): string {
  const sections = Object.entries(catalogue.entries);
  return [
    '# Events',
    '',
    '<!-- Generated from libs/realtime-contracts by `npm run docs`. Do not edit. -->',
    '',
    `A client that is connected to the Socket.IO namespace \`${REALTIME_NAMESPACE}\` receives every event it may see:`,
    "`socket.on('<event>', (payload, meta) => …)`, where `meta` is",
    '`{ id, cursor?, occurredAt, actor: { userId, deviceId } }`. Other services read the same events from the',
    'RabbitMQ topic exchanges below, each in an envelope. `asyncapi.yaml` says the same to machines; the JSON Schema of',
    'every payload is in `libs/realtime-contracts/schemas`.',
    '',
    'A payload may gain properties within its version: ignore those you do not know. Any other change raises the version.',
    '',
    ...table(
      ['event', 'fact', 'permission', 'delivery'],
      sections.map(([name, { summary, permission, delivery }]) => [
        `[\`${name}\`](#${anchorOf(headingOf(name))})`,
        summary,
        `\`${permission}\``,
        delivery,
      ]),
    ),
    '## Rooms',
    '',
    'An event reaches the members of its rooms, of one organization only, who hold its permission.',
    '',
    ...table(
      ['room', 'joined', 'permissions its events require'],
      kinds.map((kind) => [
        roomOf(kind),
        joins[roomKinds[kind].access],
        [...catalogue.permissionsOf(kind)].map((permission) => `\`${permission}\``).join(', ') ||
          'no events yet',
      ]),
    ),
    ...sections.flatMap(([name, definition]) => section(name, definition)),
    ...factsSection(),
    ...olderNamesSection(),
  ].join('\n');
}

const joins = {
  automatic: 'automatically, from the token',
  permission: 'by `subscribe`, with one of the permissions',
  membership: 'by `subscribe`, as a member',
} as const;

/** What is for core-api alone, in envelopes without `epoch` and `seq`. */
function factsSection(): string[] {
  return [
    '## Facts of the gateways',
    '',
    `What gateways report to core-api through the exchange \`${GATEWAY_FACTS_EXCHANGE}\`, best effort and for work queues alone: no`,
    'client receives it, and it is not in the stream.',
    '',
    ...table(
      ['fact', 'what happened', 'version', 'properties'],
      Object.entries(gatewayFacts).map(([name, { summary, version, payload }]) => [
        `\`${name}\``,
        summary,
        String(version),
        Object.keys(payload.shape)
          .map((property) => `\`${property}\``)
          .join(', '),
      ]),
    ),
  ];
}

/** For those who come from an older document. */
function olderNamesSection(): string[] {
  return [
    '## Names of older documents',
    '',
    ...table(
      ['older name', 'today', 'what else changed'],
      successors(roomOf).map(([older, today, note]) => [`\`${older}\``, today, note]),
    ),
  ];
}

function section(name: string, definition: EventDefinition): string[] {
  const { version, summary, permission, permissionIn = {}, audience, control, delivery } = definition;
  const rooms = kinds.filter((kind) => Object.hasOwn(audience, kind)).map(roomOf);
  return [
    `## ${headingOf(name)}`,
    '',
    `${summary}.`,
    '',
    `- Version: ${version} ([schema](../libs/realtime-contracts/schemas/${schemaFileOf(name, version)}))`,
    `- Permission: \`${permission}\` (${permissions[permission]})`,
    ...kinds.flatMap((kind) => {
      const own = permissionIn[kind];
      return own ? [`- Permission in ${roomOf(kind)}: \`${own}\` (${permissions[own]})`] : [];
    }),
    `- Rooms: ${rooms.join(', ') || 'none, it stays between services'}`,
    `- Delivery: ${deliveries[delivery]}`,
    ...(control
      ? ['- Control: every gateway acts on live connections before it delivers any later event']
      : []),
    `- Exchange and routing key: \`${exchangeOf(name)}\`, \`${routingKeyOf(name)}\``,
    '',
    ...table(
      ['property', 'type', 'always', 'meaning'],
      payloadProperties(payloadSchemaOf(definition)).map(({ path, type, always, description }) => [
        `\`${path}\``,
        type,
        always ? 'yes' : 'no',
        description,
      ]),
    ),
  ];
}

function headingOf(name: string): string {
  return `\`${name}\``;
}

/** The anchor a heading gets on GitHub and GitLab. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function roomOf(kind: RoomKind): string {
  return `\`${publicRoomName(kind, `{${roomKinds[kind].id}}`)}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}
