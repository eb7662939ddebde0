import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import {
  type AuditNote,
  CallerCommand,
  type CommandContext,
  Commands,
} from '../../platform/commands/commands.js';
import type { CountDecision, CountSession } from './count-session.js';
import { CountSessionRepository } from './count-session.repository.js';
import { countSessionPayload } from './count-session-payload.js';

/** A command about one session; it answers with the session as it is then. */
export abstract class CountSessionCommand<
  Input extends { readonly countSessionId: string } = { readonly countSessionId: string },
> extends CallerCommand<Input, CountSessionPayload> {}

/** What every command about a session that is there does around its decision. */
@Injectable()
export class CountSessionCommands {
  constructor(
    private readonly commands: Commands,
    private readonly sessions: CountSessionRepository,
  ) {}

  /**
   * The session is locked before anything else is read, so of two people one decides on what the other has left. Movements and
   * stock levels are locked after it, in that order.
   */
  change<Input extends { readonly countSessionId: string }>(
    command: CountSessionCommand<Input>,
    decide: (
      session: CountSession,
      context: CommandContext,
    ) => Promise<CountDecision & { readonly audit?: AuditNote }> | CountDecision,
  ): Promise<CountSessionPayload> {
    return this.commands.run(command, async (context) => {
      const { tx, organizationId } = context;
      const locked = await this.sessions.lock(tx, organizationId, command.input.countSessionId);
      const { session, ...outcome } = await decide(locked, context);
      await this.sessions.save(tx, organizationId, session);
      return { ...outcome, answer: countSessionPayload(session) };
    });
  }
}
