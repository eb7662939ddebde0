import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { nameInput } from '../inventory.inputs.js';
import { type Warehouse, WarehouseRepository } from '../warehouse.repository.js';

export const createWarehouseInput = z.object({ name: nameInput });

export class CreateWarehouse extends CallerCommand<z.output<typeof createWarehouseInput>, Warehouse> {}

@CommandHandler(CreateWarehouse)
export class CreateWarehouseHandler implements ICommandHandler<CreateWarehouse> {
  constructor(
    private readonly commands: Commands,
    private readonly warehouses: WarehouseRepository,
  ) {}

  execute(command: CreateWarehouse): Promise<Warehouse> {
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const warehouse = { warehouseId: uuidv7(), name: command.input.name };
      await this.warehouses.insert(tx, organizationId, warehouse);
      const audit = { type: 'warehouse.created', details: { warehouseId: warehouse.warehouseId } };
      return { answer: warehouse, events: [], audit };
    });
  }
}
