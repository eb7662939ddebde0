import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { Credentials } from '../credentials.js';
import type { SignedIn } from '../identity.answers.js';
import { emailInput } from '../identity.inputs.js';
import { SessionRepository } from '../session.repository.js';
import { TokenIssuer } from '../token-issuer.js';
import { UserRepository } from '../user.repository.js';

export const logInInput = z.object({
  organization: z.string().trim().toLowerCase().min(1).max(100).describe('slug of the organization'),
  email: emailInput,
  password: z.string().min(1).max(200),
  deviceId: z.string().trim().min(1).max(200).nullable().default(null),
});

export class LogIn extends Command<SignedIn> {
  constructor(
    readonly input: z.output<typeof logInInput>,
    /** Network address of the client. */
    readonly address: string,
  ) {
    super();
  }
}

@CommandHandler(LogIn)
export class LogInHandler implements ICommandHandler<LogIn> {
  constructor(
    private readonly credentials: Credentials,
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: TokenIssuer,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  async execute({ input, address }: LogIn): Promise<SignedIn> {
    const { deviceId } = input;
    const member = await this.credentials.check(input, address);
    const now = this.clock.now();
    const session = { sessionId: uuidv7(), userId: member.user.userId, deviceId };
    const { organizationId } = member.organization;
    return this.database.transaction(async (tx) => {
      // Checking a password takes its time: someone disabled meanwhile must not get a session that nothing ends.
      await this.users.mustBeEnabled(tx, organizationId, session.userId);
      await this.sessions.start(tx, organizationId, session, now);
      await this.auditLog.record(tx, {
        organizationId: member.organization.organizationId,
        type: 'sign-in.succeeded',
        userId: session.userId,
        deviceId,
        address,
        details: { sessionId: session.sessionId },
      });
      return this.tokens.issue(tx, member, session, now);
    });
  }
}
