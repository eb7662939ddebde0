import type { DomainEvent } from '@business-control/realtime-contracts';
import { Command } from '@nestjs/cqrs';
import type { AuditDetails } from '../audit/audit.schema.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Clock } from '../clock/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { actorOf } from '../http/principal.js';
import { fingerprintOf } from '../idempotency/fingerprint.js';
import type { Idempotency } from '../idempotency/idempotency.js';
import type { Outbox } from '../outbox/outbox.js';
import { type Caller, personOf } from './caller.js';
import { despiteConflicts } from './despite-conflicts.js';
import type { Person } from './person.js';

/** A command that someone gives: who, and what the request said. The input must be JSON. */
export abstract class CallerCommand<Input extends object, Result> extends Command<Result> {
  constructor(
    readonly caller: Caller,
    readonly input: Input,
  ) {
    super();
  }
}

/** What a command works with. */
export interface CommandContext {
  readonly tx: Transaction;
  readonly organizationId: string;
  readonly by: Person;
  readonly now: Date;
}

/** What an auditor will ask for. It holds no password, no token, and no text that a stranger typed. */
export interface AuditNote {
  /** What happened, e.g. `stock.adjusted`. */
  readonly type: string;
  readonly details?: AuditDetails;
  /** Whom it happened to; `details.by` then says who did it. Default: the caller. */
  readonly userId?: string;
}

/** What a command answers (JSON), the events it caused, and what the audit log keeps of it. */
export interface Outcome<Result> {
  readonly answer: Result;
  readonly events: readonly DomainEvent[];
  readonly audit?: AuditNote | readonly AuditNote[];
}

/** What every command does around its decision. */
export class Commands {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly auditLog: AuditLog,
    private readonly outbox: Pick<Outbox, 'append'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs a command once per idempotency key, in one transaction with its audit entries and events; a repetition gets the first answer
   * and has no effect. `work` has none outside of the transaction: it runs again where the transaction had to give in to another one. It
   * locks rows in an order that is the same in all commands of its module, so that they seldom have to; the idempotency key comes before
   * it, the head of the organization's events after it.
   */
  run<Input extends object, Result>(
    command: CallerCommand<Input, Result>,
    work: (context: CommandContext) => Promise<Outcome<Result>>,
  ): Promise<Result> {
    const { principal, idempotencyKey: key } = command.caller;
    const { organizationId, userId } = principal;
    const fingerprint = fingerprintOf(command.constructor.name, command.input);
    return despiteConflicts(() =>
      this.database.transaction(async (tx) => {
        let events: readonly DomainEvent[] = [];
        const request = { organizationId, userId, key, fingerprint };
        const answer = await this.idempotency.run(tx, request, async () => {
          const by = personOf(command.caller);
          const outcome = await work({ tx, organizationId, by, now: this.clock.now() });
          for (const note of [outcome.audit ?? []].flat()) await this.record(tx, command.caller, note);
          events = outcome.events;
          return outcome.answer;
        });
        await this.outbox.append(tx, organizationId, actorOf(principal), events);
        return answer;
      }),
    );
  }

  private record(tx: Transaction, { principal }: Caller, note: AuditNote): Promise<void> {
    const { organizationId, userId, deviceId } = principal;
    const { type, details, userId: subject = userId } = note;
    return this.auditLog.record(tx, {
      organizationId,
      type,
      userId: subject,
      deviceId,
      details: subject === userId ? { ...details } : { by: actorOf(principal), ...details },
    });
  }
}
