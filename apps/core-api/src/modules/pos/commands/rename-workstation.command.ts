import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { workstationNameInput } from '../pos.inputs.js';
import { renameWorkstation, type Workstation } from '../workstation.js';
import { WorkstationRepository } from '../workstation.repository.js';

export const renameWorkstationInput = z.object({ name: workstationNameInput });

export class RenameWorkstation extends CallerCommand<
  z.output<typeof renameWorkstationInput> & { readonly posId: string },
  Workstation
> {}

@CommandHandler(RenameWorkstation)
export class RenameWorkstationHandler implements ICommandHandler<RenameWorkstation> {
  constructor(
    private readonly commands: Commands,
    private readonly workstations: WorkstationRepository,
  ) {}

  execute(command: RenameWorkstation): Promise<Workstation> {
    const { posId, name } = command.input;
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const known = await this.workstations.lock(tx, organizationId, posId);
      const { workstation, events } = renameWorkstation(known, name);
      await this.workstations.save(tx, organizationId, workstation);
      return { answer: workstation, events, audit: { type: 'workstation.renamed', details: { posId } } };
    });
  }
}
