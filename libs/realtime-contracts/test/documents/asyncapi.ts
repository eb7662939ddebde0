import {
  type Catalogue,
  type EventDefinition,
  envelopeSchema,
  exchangeOf,
  publicRoomName,
  REALTIME_NAMESPACE,
  type RoomKind,
  roomKinds,
  routingKeyOf,
} from '@business-control/realtime-contracts';
import { type JsonSchema, jsonSchemaOf, payloadSchemaOf } from './payload-schema.js';
import { wireSchemas } from './wire-schemas.js';

type Named<Value> = Record<string, Value>;
type Document = Named<unknown>;

/** The channel every client is on; the others are routing keys of the broker. */
const SOCKET = 'realtime';

/** `docs/asyncapi.yaml`: what the product sends and receives, as an AsyncAPI 3.0 document. */
export function asyncApiDocument(catalogue: Catalogue): Document {
  const events = Object.entries(catalogue.entries);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Business Control Realtime',
      version: '1.0.0',
      description:
        'Generated from libs/realtime-contracts by `npm run docs`. Events carry their own version; payloads may gain ' +
        'properties within it. A client reads events from the gateway, another service reads them from the broker.',
    },
    defaultContentType: 'application/json',
    servers,
    channels: {
      [SOCKET]: socketChannel(events.map(([name]) => name)),
      ...collect(events, ([name]) => [routingKeyOf(name), brokerChannel(name)]),
    },
    operations: {
      ...collect(events, ([name]) => [
        `publish.${routingKeyOf(name)}`,
        operation(routingKeyOf(name), 'event'),
      ]),
      ...collect(events, ([name]) => [
        `deliver.${routingKeyOf(name)}`,
        operation(SOCKET, routingKeyOf(name)),
      ]),
      ...collect(Object.entries(sentMessages), ([id]) => [`send.${id}`, operation(SOCKET, id)]),
      ...collect(Object.entries(calls), ([id]) => [id, callOperation(id)]),
    },
    components: {
      securitySchemes,
      messages: {
        ...collect(events, ([name, definition]) => [routingKeyOf(name), socketMessage(name, definition)]),
        ...collect(events, ([name, definition]) => [
          `${routingKeyOf(name)}.envelope`,
          brokerMessage(name, definition),
        ]),
        ...sentMessages,
        ...calls,
        'rooms.answer': { title: 'Answer to a call', payload: schemaRef('roomsAnswer') },
        'auth.answer': { title: 'Answer to a new token', payload: schemaRef('refreshAnswer') },
        'presence.answer': { title: 'Who is connected', payload: schemaRef('presenceAnswer') },
        'chat.help.answer': { title: 'The message as it was kept', payload: schemaRef('helpAnswer') },
        'chat.staff.answer': { title: 'The message as it was kept', payload: schemaRef('staffAnswer') },
        'chat.message.answer': { title: 'The message as it was kept', payload: schemaRef('messageAnswer') },
        'chat.read.answer': { title: 'How far was read', payload: schemaRef('readAnswer') },
        'chat.history.answer': { title: 'Messages', payload: schemaRef('historyAnswer') },
        'chat.typing.answer': { title: 'It was told', payload: schemaRef('typingAnswer') },
      },
      schemas: {
        ...collect(events, ([name, definition]) => [
          routingKeyOf(name),
          embedded(payloadSchemaOf(definition)),
        ]),
        envelope: embedded(jsonSchemaOf(envelopeSchema)),
        ...collect(Object.entries(wireSchemas), ([id, schema]) => [id, embedded(jsonSchemaOf(schema))]),
      },
    },
  };
}

const servers = {
  gateway: {
    host: 'localhost:3001',
    pathname: '/socket.io',
    protocol: 'ws',
    description: `Socket.IO 4, namespace \`${REALTIME_NAMESPACE}\`; the address is WEBSOCKET_HOST and WEBSOCKET_PORT`,
    security: [{ $ref: '#/components/securitySchemes/accessToken' }],
  },
  broker: {
    host: 'localhost:5672',
    protocol: 'amqp',
    protocolVersion: '0-9-1',
    description: 'RabbitMQ; the address is RABBITMQ_URL',
    security: [{ $ref: '#/components/securitySchemes/brokerUser' }],
  },
};

const securitySchemes = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'Access token of core-api, in `auth.token` of the handshake or in the header `Authorization`',
  },
  brokerUser: { type: 'userPassword' },
};

/** What the gateway sends besides events: one argument, no meta. */
const sentMessages: Named<object> = {
  'realtime.ready': message('realtime:ready', 'First event on every connection', schemaRef('ready')),
  'realtime.resync': message('realtime:resync', 'Events may have been missed', schemaRef('resync')),
  'realtime.position': message('realtime:position', 'How far the connection has come', schemaRef('position')),
  'realtime.closing': message('realtime:closing', 'The gateway is about to close', schemaRef('closing')),
  'realtime.room-left': message('realtime:room-left', 'A room was taken away', schemaRef('roomLeft')),
  'presence.changed': message('presence:changed', 'Somebody came or left', schemaRef('presenceChanged')),
  'auth.expiring': message('auth:expiring', 'The token expires soon', schemaRef('expiring')),
};

/** What a client may call, with an acknowledgement. */
const calls: Named<object> = {
  subscribe: message('subscribe', 'Joins rooms', schemaRef('roomsRequest')),
  unsubscribe: message('unsubscribe', 'Leaves rooms', schemaRef('roomsRequest')),
  'auth.refresh': message('auth:refresh', 'Goes on with a newer token', schemaRef('refreshRequest')),
  'presence.list': message('presence:list', 'Lists who is connected', schemaRef('presenceRequest')),
  'chat.help': message('chat:help', 'Writes in a help conversation', schemaRef('helpRequest')),
  'chat.staff': message('chat:staff', 'Writes in a channel', schemaRef('staffRequest')),
  'chat.message': message('chat:message', 'Writes to a person', schemaRef('messageRequest')),
  'chat.read': message('chat:read', 'Says that messages were read', schemaRef('readRequest')),
  'chat.history': message('chat:history', 'Lists messages', schemaRef('historyRequest')),
  'chat.typing.call': message('chat:typing', 'Tells others that one types', schemaRef('typingRequest')),
};

/** What a call is answered with, by the call. */
const answers: Named<string> = {
  subscribe: 'rooms.answer',
  unsubscribe: 'rooms.answer',
  'auth.refresh': 'auth.answer',
  'presence.list': 'presence.answer',
  'chat.help': 'chat.help.answer',
  'chat.staff': 'chat.staff.answer',
  'chat.message': 'chat.message.answer',
  'chat.read': 'chat.read.answer',
  'chat.history': 'chat.history.answer',
  'chat.typing.call': 'chat.typing.answer',
};

function socketChannel(names: readonly string[]): Document {
  const ids = [
    ...names.map(routingKeyOf),
    ...Object.keys(sentMessages),
    ...Object.keys(calls),
    ...new Set(Object.values(answers)),
  ];
  return {
    address: REALTIME_NAMESPACE,
    title: 'Connection of a client',
    description: 'The name of a message is the name of the Socket.IO event.',
    servers: [{ $ref: '#/servers/gateway' }],
    messages: collect(ids, (id) => [id, { $ref: `#/components/messages/${id}` }]),
  };
}

function brokerChannel(name: string): Document {
  const exchange = { name: exchangeOf(name), type: 'topic', durable: true, autoDelete: false };
  return {
    address: routingKeyOf(name),
    servers: [{ $ref: '#/servers/broker' }],
    messages: { event: { $ref: `#/components/messages/${routingKeyOf(name)}.envelope` } },
    bindings: { amqp: { is: 'routingKey', exchange, bindingVersion: '0.3.0' } },
  };
}

function operation(channel: string, id: string): Document {
  return {
    action: 'send',
    channel: { $ref: `#/channels/${channel}` },
    messages: [{ $ref: `#/channels/${channel}/messages/${id}` }],
  };
}

function callOperation(id: string): Document {
  return {
    ...operation(SOCKET, id),
    action: 'receive',
    reply: {
      channel: { $ref: `#/channels/${SOCKET}` },
      messages: [{ $ref: `#/channels/${SOCKET}/messages/${answers[id]}` }],
    },
  };
}

/** An event as a client gets it; the meta argument stands in the place of headers. */
function socketMessage(name: string, definition: EventDefinition): Document {
  const kinds = (Object.keys(roomKinds) as RoomKind[]).filter((kind) =>
    Object.hasOwn(definition.audience, kind),
  );
  return {
    ...message(name, definition.summary, schemaRef(routingKeyOf(name))),
    headers: schemaRef('meta'),
    'x-version': definition.version,
    'x-permission': definition.permission,
    ...(definition.permissionIn && {
      'x-permission-in-rooms': Object.fromEntries(
        kinds
          .filter((kind) => definition.permissionIn?.[kind])
          .map((kind) => [publicRoomName(kind, `{${roomKinds[kind].id}}`), definition.permissionIn?.[kind]]),
      ),
    }),
    'x-delivery': definition.delivery,
    'x-rooms': kinds.map((kind) => publicRoomName(kind, `{${roomKinds[kind].id}}`)),
  };
}

/** An event as a service gets it: an envelope that names it, around the same payload. */
function brokerMessage(name: string, { summary, version }: EventDefinition): Document {
  const own = {
    name: { const: name },
    version: { const: version },
    payload: schemaRef(routingKeyOf(name)),
  };
  return message(name, summary, {
    allOf: [schemaRef('envelope'), { type: 'object', required: Object.keys(own), properties: own }],
  });
}

function message(name: string, summary: string, payload: Document): Document {
  return { name, summary, payload };
}

function schemaRef(id: string): Document {
  return { $ref: `#/components/schemas/${id}` };
}

/** Inside an AsyncAPI document the dialect is known. */
function embedded({ $schema: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

function collect<Item, Value>(
  items: readonly Item[],
  entryOf: (item: Item) => [string, Value],
): Named<Value> {
  return Object.fromEntries(items.map(entryOf));
}
