import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { lineInput } from '../../../platform/text/line-input.js';
import { VisitorEntrance } from '../visitor-entrance.js';
import { VisitorTokens } from '../visitor-tokens.js';
import type { Visit } from '../visitors.answers.js';
import { Visits } from '../visits.js';

export const beginVisitInput = z.object({
  organization: lineInput(100).toLowerCase().describe('slug of the organization'),
  displayName: lineInput(80).default('Visitor'),
  subject: lineInput(200).nullable().default(null).describe('what the help conversation is about'),
});

export class BeginVisit extends Command<Visit> {
  constructor(
    readonly input: z.output<typeof beginVisitInput>,
    /** Network address of the client. */
    readonly address: string,
  ) {
    super();
  }
}

@CommandHandler(BeginVisit)
export class BeginVisitHandler implements ICommandHandler<BeginVisit> {
  constructor(
    private readonly tokens: VisitorTokens,
    private readonly entrance: VisitorEntrance,
    private readonly database: Database,
    private readonly visits: Visits,
    private readonly outbox: Outbox,
  ) {}

  async execute({ input, address }: BeginVisit): Promise<Visit> {
    this.tokens.mustBeIssuedHere();
    const { ttlMs } = this.tokens;
    const organizationId = await this.entrance.admit(address, input.organization);
    const visitor = await this.database.transaction(async (tx) => {
      const begun = await this.visits.begin(tx, organizationId, input, { address, ttlMs });
      const actor = { userId: begun.visitor.visitorId, deviceId: null };
      await this.outbox.append(tx, organizationId, actor, begun.events);
      return begun.visitor;
    });
    const { visitorId, ticketId } = visitor;
    return { ...(await this.tokens.issue(organizationId, visitor)), visitorId, ticketId };
  }
}
