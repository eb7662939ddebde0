import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { lineInput } from '../../../platform/text/line-input.js';
import { CountSessionRepository } from '../count-session.repository.js';
import { countSessionPayload } from '../count-session-payload.js';
import { openCountSession } from '../count-session-steps.js';
import { WarehouseRepository } from '../warehouse.repository.js';

export const openCountSessionInput = z.object({
  warehouseId: z.uuid(),
  name: lineInput(100).describe('what is counted, and why: it becomes the reason of the adjustment'),
});

export class OpenCountSession extends CallerCommand<
  z.output<typeof openCountSessionInput>,
  CountSessionPayload
> {}

@CommandHandler(OpenCountSession)
export class OpenCountSessionHandler implements ICommandHandler<OpenCountSession> {
  constructor(
    private readonly commands: Commands,
    private readonly warehouses: WarehouseRepository,
    private readonly sessions: CountSessionRepository,
  ) {}

  execute(command: OpenCountSession): Promise<CountSessionPayload> {
    const { warehouseId, name } = command.input;
    return this.commands.run(command, async ({ tx, organizationId, by, now }) => {
      await this.warehouses.get(tx, organizationId, warehouseId);
      const given = { countSessionId: uuidv7(), warehouseId, name, openedBy: by };
      const { session, events } = openCountSession(given, now);
      await this.sessions.insert(tx, organizationId, session);
      return {
        answer: countSessionPayload(session),
        events,
        audit: { type: 'count-session.opened', details: { countSessionId: session.countSessionId } },
      };
    });
  }
}
