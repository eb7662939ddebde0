import type { MovementPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { linesInput, reasonInput, referenceInput } from '../inventory.inputs.js';
import { changeDraft, movementPayload, movementUpdated } from '../movement.js';
import { MovementRepository } from '../movement.repository.js';
import { linesOf } from '../movement-lines.js';
import { ProductRepository } from '../product.repository.js';
import { WarehouseRepository } from '../warehouse.repository.js';

export const changeDraftInput = z
  .object({
    warehouseId: z.uuid(),
    toWarehouseId: z.uuid().nullable(),
    lines: linesInput,
    reason: reasonInput,
    reference: referenceInput,
  })
  .partial()
  .describe('what is not named stays');

export class ChangeDraft extends CallerCommand<
  z.output<typeof changeDraftInput> & { readonly movementId: string },
  MovementPayload
> {}

@CommandHandler(ChangeDraft)
export class ChangeDraftHandler implements ICommandHandler<ChangeDraft> {
  constructor(
    private readonly commands: Commands,
    private readonly warehouses: WarehouseRepository,
    private readonly products: ProductRepository,
    private readonly movements: MovementRepository,
  ) {}

  execute(command: ChangeDraft): Promise<MovementPayload> {
    const { movementId, ...change } = command.input;
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const draft = await this.movements.lock(tx, organizationId, movementId);
      for (const warehouseId of [change.warehouseId, change.toWarehouseId]) {
        if (warehouseId) await this.warehouses.get(tx, organizationId, warehouseId);
      }
      const productIds = (change.lines ?? []).map(({ productId }) => productId);
      const products = await this.products.getKept(tx, organizationId, productIds);
      const {
        warehouseId = draft.warehouseId,
        toWarehouseId = draft.toWarehouseId,
        reason = draft.reason,
        reference = draft.reference,
      } = change;
      const lines = change.lines ? linesOf(change.lines, products) : draft.lines;
      const changed = changeDraft(draft, { warehouseId, toWarehouseId, lines, reason, reference });
      await this.movements.save(tx, organizationId, changed);
      return { answer: movementPayload(changed), events: [movementUpdated(changed)] };
    });
  }
}
