import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { WarehouseRepository } from '../../inventory/warehouse.repository.js';
import { workstationNameInput } from '../pos.inputs.js';
import { setUpWorkstation, type Workstation } from '../workstation.js';
import { WorkstationRepository } from '../workstation.repository.js';

export const createWorkstationInput = z.object({
  name: workstationNameInput,
  warehouseId: z
    .uuid()
    .optional()
    .describe('where the goods that it sells are taken from; the first warehouse when left out'),
});

export class CreateWorkstation extends CallerCommand<z.output<typeof createWorkstationInput>, Workstation> {}

@CommandHandler(CreateWorkstation)
export class CreateWorkstationHandler implements ICommandHandler<CreateWorkstation> {
  constructor(
    private readonly commands: Commands,
    private readonly warehouses: WarehouseRepository,
    private readonly workstations: WorkstationRepository,
  ) {}

  execute(command: CreateWorkstation): Promise<Workstation> {
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const { name, warehouseId: wanted } = command.input;
      const { warehouseId } = await (wanted === undefined
        ? this.warehouses.first(tx, organizationId)
        : this.warehouses.get(tx, organizationId, wanted));
      const { workstation, events } = setUpWorkstation({ posId: uuidv7(), name, warehouseId });
      await this.workstations.insert(tx, organizationId, workstation);
      const audit = { type: 'workstation.created', details: { posId: workstation.posId, warehouseId } };
      return { answer: workstation, events, audit };
    });
  }
}
