import type { AccessTokenSigner } from '@business-control/access-token';
import {
  type ChannelPayload,
  type EventName,
  type EventPayload,
  type Permission,
  type TicketPayload,
} from '@business-control/realtime-contracts';
import { asc, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { PostgresDatabase } from '../src/index.js';
import { organizations, users } from '../src/modules/identity/identity.schema.js';
import { permissionsOf, type Role } from '../src/modules/identity/roles.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { startListeningApi } from './listening-api.js';
import { ApiClient } from './pos-client.js';

/** core-api on a database of its own, listening. */
export async function startChatApi() {
  const { app, url, database, clock, signer, stop } = await startListeningApi();
  return {
    app,
    database,
    clock,
    openOffice: () => openOffice(database, url, signer),
    stop,
  };
}

export type ChatApi = Awaited<ReturnType<typeof startChatApi>>;
export type Office = Awaited<ReturnType<typeof openOffice>>;
export type Colleague = Awaited<ReturnType<Office['someone']>>;

/** A new organization without people: nothing another test can see. */
async function openOffice(database: PostgresDatabase, url: string, signer: AccessTokenSigner) {
  const organizationId = uuidv7();
  await database.transaction((tx) =>
    tx.insert(organizations).values({
      organizationId,
      slug: `office-${organizationId}`,
      name: 'An office',
      currency: 'EUR',
      timeZone: 'Europe/Amsterdam',
    }),
  );

  const clientOf = async (userId: string, roles: readonly string[], permissions: readonly Permission[]) => {
    const displayName = `${roles[0]} ${userId.slice(-4)}`;
    const { token } = await signer.sign({
      userId,
      organizationId,
      deviceId: 'tablet-7',
      sessionId: null,
      displayName,
      roles,
      permissions,
    });
    return Object.assign(new ApiClient(url, token), { userId, displayName });
  };

  /** Somebody of the organization, who can sign in unless disabled. */
  const someone = async (role: Role, { disabledAt = null }: { readonly disabledAt?: Date | null } = {}) => {
    const userId = uuidv7();
    const client = await clientOf(userId, [role], permissionsOf([role]));
    await database.transaction((tx) =>
      tx.insert(users).values({
        organizationId,
        userId,
        email: `${userId}@example.test`,
        displayName: client.displayName,
        roles: [role],
        passwordHash: 'of no password',
        disabledAt,
      }),
    );
    return client;
  };

  /** What the outbox of the organization holds, in order. */
  const events = async () => {
    const rows = await database.transaction((tx) =>
      tx
        .select()
        .from(outboxEvents)
        .where(eq(outboxEvents.organizationId, organizationId))
        .orderBy(asc(outboxEvents.seq)),
    );
    return rows.map(({ name, payload }) => ({ name, payload }));
  };

  return {
    organizationId,
    someone,
    /** Somebody who has a token and no account, as visitors have. */
    visitor: (visitorId: string) => clientOf(visitorId, ['visitor'], ['chat.help']),
    events,
    eventsNamed: async <Name extends EventName>(name: Name): Promise<EventPayload<Name>[]> =>
      (await events()).filter((it) => it.name === name).map(({ payload }) => payload as EventPayload<Name>),
    audited: () =>
      database.transaction((tx) =>
        tx
          .select()
          .from(auditEntries)
          .where(eq(auditEntries.organizationId, organizationId))
          .orderBy(asc(auditEntries.entryId)),
      ),
  };
}

/** The channel that the body asks for. */
export async function createChannel(by: ApiClient, body: object): Promise<string> {
  return (await by.post<ChannelPayload>('/chat/channels', body)).body.channelId;
}

export async function openTicket(by: ApiClient, subject: string | null = null): Promise<string> {
  return (await by.post<TicketPayload>('/chat/help', { subject })).body.ticketId;
}
