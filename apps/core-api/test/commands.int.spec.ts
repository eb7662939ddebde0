import { event } from '@business-control/realtime-contracts';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../src/index.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { AuditLog } from '../src/platform/audit/audit-log.js';
import { FixedClock } from '../src/platform/clock/clock.js';
import type { Caller } from '../src/platform/commands/caller.js';
import { CallerCommand, Commands, type Outcome } from '../src/platform/commands/commands.js';
import { Idempotency } from '../src/platform/idempotency/idempotency.js';
import { Outbox } from '../src/platform/outbox/outbox.js';
import { outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { openPostgres } from './ticks.js';

class Greet extends CallerCommand<{ readonly whom: string }, string> {}

const clock = new FixedClock(new Date('2026-01-01T12:00:00Z'));
const greeted = (whom: string): Outcome<string> => ({
  answer: `hello ${whom}`,
  events: [event('identity:user:enabled', { userId: whom })],
  audit: { type: 'test.greeted', details: { loudly: true } },
});

describe('a command', () => {
  let database: Database;
  let close: () => Promise<void>;
  let commands: Commands;
  let organizationId: string;
  beforeAll(async () => {
    ({ database, close } = await openPostgres());
    const outbox = new Outbox(clock);
    commands = new Commands(database, new Idempotency(clock), new AuditLog(clock), outbox, clock);
  });
  afterAll(() => close());
  beforeEach(() => {
    organizationId = uuidv7();
  });

  const caller = (idempotencyKey?: string): Caller => ({
    idempotencyKey,
    principal: {
      userId: 'kim',
      organizationId,
      deviceId: 'till-1',
      sessionId: null,
      displayName: 'The cashier',
      roles: [],
      permissions: [],
      expiresAt: Date.parse('2026-01-01T13:00:00Z'),
    },
  });
  const traces = () =>
    database.transaction(async (tx) => {
      const ofOrganization = <Row extends { readonly organizationId: string | null }>(rows: Row[]) =>
        rows.filter((row) => row.organizationId === organizationId);
      return {
        audit: ofOrganization(await tx.select().from(auditEntries)),
        events: ofOrganization(await tx.select().from(outboxEvents)),
      };
    });

  it('leaves its events and its audit entries in the name of who gave it', async () => {
    const answer = await commands.run(
      new Greet(caller(), { whom: 'pat' }),
      async ({ by, now, ...context }) => {
        expect([by, now, context.organizationId]).toEqual([
          { userId: 'kim', displayName: 'The cashier' },
          clock.now(),
          organizationId,
        ]);
        return greeted('pat');
      },
    );
    expect(answer).toBe('hello pat');
    expect(await traces()).toMatchObject({
      audit: [{ type: 'test.greeted', userId: 'kim', deviceId: 'till-1', details: { loudly: true } }],
      events: [{ name: 'identity:user:enabled', actorUserId: 'kim', actorDeviceId: 'till-1' }],
    });
  });

  it('says who did it in an entry about someone else', async () => {
    await commands.run(new Greet(caller(), { whom: 'pat' }), async () => ({
      ...greeted('pat'),
      audit: [{ type: 'test.was-greeted', userId: 'pat' }, { type: 'test.greeted' }],
    }));
    const { audit } = await traces();
    expect(audit.map(({ userId, details }) => [userId, details])).toEqual([
      ['pat', { by: { userId: 'kim', deviceId: 'till-1' } }],
      ['kim', {}],
    ]);
  });

  it('is carried out once per key', async () => {
    const greet = () => commands.run(new Greet(caller('k'), { whom: 'pat' }), async () => greeted('pat'));
    expect(await Promise.all([greet(), greet(), greet()])).toEqual(Array(3).fill('hello pat'));
    const { audit, events } = await traces();
    expect([audit.length, events.length]).toEqual([1, 1]);
  });

  it('is carried out wholly or not at all', async () => {
    const command = new Greet(caller('k'), { whom: 'pat' });
    const invalid = { ...greeted('pat'), events: [event('identity:user:enabled', { userId: '' })] };
    await expect(commands.run(command, async () => invalid)).rejects.toThrow('is invalid');
    expect(await traces()).toEqual({ audit: [], events: [] });
    expect(await commands.run(command, async () => greeted('pat'))).toBe('hello pat');
  });
});
