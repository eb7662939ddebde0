import { z } from 'zod';

/**
 * The exchange of what the gateway itself reports, for work queues alone: nothing of it is in the stream, no
 * client receives it. The routing key derives from the name as for every event (`routingKeyOf`).
 */
export const GATEWAY_FACTS_EXCHANGE = 'realtime.facts';

const connection = {
  connectionId: z.string().describe('the same in `opened` and `closed`, of no other connection'),
  userId: z.string(),
  deviceId: z.string().nullable(),
  roles: z.array(z.string()).default([]).describe('what kind of user it is, as its token says'),
  sessionId: z.string().nullable().describe('the sign-in its token belongs to'),
  address: z.string().describe('IP address of the client, as the gateway sees it'),
  gatewayId: z.string().describe('the gateway process it is connected to'),
  transport: z.string().describe('how it was carried at that time: `websocket` or `polling`'),
};

/** A client was let in. */
export const connectionOpenedSchema = z.object(connection);
/** See {@link connectionOpenedSchema}. */
export type ConnectionOpenedPayload = z.infer<typeof connectionOpenedSchema>;

/** A connection ended. Those of a gateway that was killed end without this. */
export const connectionClosedSchema = z.object({
  ...connection,
  reason: z
    .string()
    .describe('what ended it: the code the client was told, else the reason of the transport'),
  openedAt: z.iso.datetime(),
});
/** See {@link connectionClosedSchema}. */
export type ConnectionClosedPayload = z.infer<typeof connectionClosedSchema>;

/** All the connections that one gateway holds for an organization at the time of the envelope. */
export const connectionsListedSchema = z.object({
  gatewayId: z.string(),
  connections: z.array(
    z.object({
      connectionId: z.string(),
      userId: z.string(),
      deviceId: z.string().nullable(),
      openedAt: z.iso.datetime(),
    }),
  ),
});
/** See {@link connectionsListedSchema}. */
export type ConnectionsListedPayload = z.infer<typeof connectionsListedSchema>;

/** What one gateway sent to the sockets of an organization in a span of time: numbers, nothing of what was said. */
export const emissionsSummarizedSchema = z.object({
  gatewayId: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  events: z
    .record(z.string(), z.int().positive())
    .describe('how many events of each name went to at least one socket of this gateway'),
});
/** See {@link emissionsSummarizedSchema}. */
export type EmissionsSummarizedPayload = z.infer<typeof emissionsSummarizedSchema>;

interface GatewayFactDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly version: number;
  /** One sentence for the generated documents: the fact that happened. */
  readonly summary: string;
  readonly payload: Schema;
}

/**
 * What the gateway reports to core-api, by name. These are no events of the catalogue: they happen outside every
 * transaction, so their envelopes have neither `epoch` nor `seq`, and reporting is best effort. Organization and time
 * are those of the envelope.
 */
export const gatewayFacts = {
  'realtime:connection:opened': {
    version: 1,
    summary: 'A client was let in',
    payload: connectionOpenedSchema,
  },
  'realtime:connection:closed': {
    version: 1,
    summary: 'A connection ended',
    payload: connectionClosedSchema,
  },
  'realtime:connections:listed': {
    version: 1,
    summary: 'A gateway listed the connections it holds for an organization',
    payload: connectionsListedSchema,
  },
  'realtime:emissions:summarized': {
    version: 1,
    summary: 'A gateway counted the events it sent to an organization',
    payload: emissionsSummarizedSchema,
  },
} as const satisfies { readonly [Name in `realtime:${string}`]: GatewayFactDefinition };

/** The name of a fact the gateway reports. */
export type GatewayFactName = keyof typeof gatewayFacts;
/** What such a fact carries, by its name. */
export type GatewayFactPayload<Name extends GatewayFactName> = z.output<
  (typeof gatewayFacts)[Name]['payload']
>;
