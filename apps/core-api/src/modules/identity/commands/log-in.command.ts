import { MAX_ID_LENGTH } from '@business-control/realtime-contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { Credentials } from '../credentials.js';
import type { LogInAnswer } from '../identity.answers.js';
import { emailInput } from '../identity.inputs.js';
import { SessionStarts } from '../session-starts.js';

export const logInInput = z.object({
  organization: z.string().trim().toLowerCase().min(1).max(100).describe('slug of the organization'),
  email: emailInput,
  password: z.string().min(1).max(200),
  deviceId: z.string().trim().min(1).max(MAX_ID_LENGTH).nullable().default(null),
  deviceToken: z
    .string()
    .max(1_000)
    .nullable()
    .default(null)
    .describe('what the last sign-in on this device answered, whoever it was'),
});

export class LogIn extends Command<LogInAnswer> {
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
    private readonly starts: SessionStarts,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  async execute({ input, address }: LogIn): Promise<LogInAnswer> {
    const { deviceId } = input;
    const { member, deviceToken } = await this.credentials.check({ ...input, address });
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const { sessionId, signedIn } = await this.starts.start(tx, member, deviceId, now);
      await this.auditLog.record(tx, {
        organizationId: member.organization.organizationId,
        type: 'sign-in.succeeded',
        userId: member.user.userId,
        deviceId,
        address,
        details: { sessionId },
      });
      return { ...signedIn, deviceToken };
    });
  }
}
