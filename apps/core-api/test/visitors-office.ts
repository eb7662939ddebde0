import { randomUUID } from 'node:crypto';
import { AccessTokenSigner } from '@business-control/access-token';
import type { INestApplication } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { organizations, users } from '../src/modules/identity/identity.schema.js';
import { permissionsOf, type Role } from '../src/modules/identity/roles.js';
import type { Visit } from '../src/modules/visitors/visitors.answers.js';
import { ScheduledJobs } from '../src/platform/schedule/scheduled-jobs.js';
import { SECRET } from './core-api-fixture.js';
import { ApiClient } from './pos-client.js';
import { gatewayFact, openReactionSeams } from './reactions-fixture.js';

/** A connection as a gateway tells of it: each fact can be published as often and as late as a test likes. */
export interface ReportedConnection {
  readonly connectionId: string;
  readonly userId: string;
  readonly deviceId: string | null;
  readonly gatewayId: string;
}

/** core-apis on one RabbitMQ and one PostgreSQL, and gateways that tell them who is connected. */
export async function openVisitorsOffice(settings: NodeJS.ProcessEnv = {}) {
  const seams = await openReactionSeams();
  const apps: INestApplication[] = [];
  const urls: string[] = [];

  /** The first is there already; call it for another instance. */
  const startInstance = async () => {
    const app = await seams.startCoreApi({ TRUST_PROXY: '1', ...settings });
    await app.listen(0, '127.0.0.1');
    apps.push(app);
    urls.push(await app.getUrl());
    return app;
  };
  await startInstance();

  const clientOf = (token?: string, instance = 0) => new ApiClient(urls[instance] ?? '', token);
  const signer = new AccessTokenSigner({
    secret: SECRET,
    issuer: 'business-control',
    audience: 'business-control',
    ttlSeconds: 600,
  });
  /** Each request comes from an address of its own, so that none uses up the attempts of another. */
  const anywhere = () => ({ 'x-forwarded-for': `2001:db8:${randomUUID().slice(0, 4)}::1` });

  const openOrganization = async () => {
    const organizationId = uuidv7();
    const slug = `office-${organizationId}`;
    await seams.database.transaction((tx) =>
      tx.insert(organizations).values({
        organizationId,
        slug,
        name: 'An office',
        currency: 'EUR',
        timeZone: 'Europe/Amsterdam',
      }),
    );

    const someone = async (role: Role, displayName = `A ${role}`) => {
      const userId = uuidv7();
      await seams.database.transaction((tx) =>
        tx.insert(users).values({
          organizationId,
          userId,
          email: `${userId}@example.test`,
          displayName,
          roles: [role],
          passwordHash: 'nobody signs in',
        }),
      );
      const { token } = await signer.sign({
        userId,
        organizationId,
        deviceId: null,
        sessionId: null,
        displayName,
        roles: [role],
        permissions: permissionsOf([role]),
      });
      return Object.assign(clientOf(token), { userId });
    };

    const visit = async (displayName = 'Visitor') => {
      const begun = await clientOf().post<Visit>(
        '/visitors/sessions',
        { organization: slug, displayName },
        anywhere(),
      );
      const { token: bearer, visitorId: userId, ticketId } = begun.body;
      return Object.assign(clientOf(bearer), { userId, ticketId, bearer });
    };

    const fact = {
      opened: (connection: ReportedConnection, at = new Date()) =>
        gatewayFact(
          'realtime:connection:opened',
          { ...connection, ...elsewhere },
          { organizationId, occurredAt: at.toISOString() },
        ),
      closed: (connection: ReportedConnection, at = new Date(), openedAt = at) =>
        gatewayFact(
          'realtime:connection:closed',
          { ...connection, ...elsewhere, reason: 'transport close', openedAt: openedAt.toISOString() },
          { organizationId, occurredAt: at.toISOString() },
        ),
      listed: (gatewayId: string, held: readonly ReportedConnection[], at = new Date(), openedAt = at) =>
        gatewayFact(
          'realtime:connections:listed',
          {
            gatewayId,
            connections: held.map(({ connectionId, userId, deviceId }) => {
              return { connectionId, userId, deviceId, openedAt: openedAt.toISOString() };
            }),
          },
          { organizationId, occurredAt: at.toISOString() },
        ),
    };
    /** Lets somebody connect; they disconnect when the function that is answered is called. */
    const connect = async (userId: string) => {
      const connection = connectionOf(userId);
      await seams.publish(fact.opened(connection));
      return () => seams.publish(fact.closed(connection));
    };

    return {
      organizationId,
      slug,
      someone,
      visit,
      fact,
      connect,
      /** What assignment and visits caused, in order. */
      events: () => seams.eventsOf(organizationId),
    };
  };

  return {
    ...seams,
    startInstance,
    clientOf,
    anywhere,
    openOrganization,
    /** Runs a job on every instance at the same time. */
    runEverywhere: (job: string) =>
      Promise.all(apps.map((app) => app.get(ScheduledJobs, { strict: false }).runNow(job))),
  };
}

export type VisitorsOffice = Awaited<ReturnType<typeof openVisitorsOffice>>;
export type VisitedOrganization = Awaited<ReturnType<VisitorsOffice['openOrganization']>>;

const elsewhere = { roles: [], sessionId: null, address: '192.0.2.1', transport: 'websocket' };

export function connectionOf(userId: string, over: Partial<ReportedConnection> = {}): ReportedConnection {
  return { connectionId: randomUUID(), userId, deviceId: null, gatewayId: 'gateway-1', ...over };
}
