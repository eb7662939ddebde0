import { type MovementPayload, movementSchema } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { linesInput, reasonInput, referenceInput } from '../inventory.inputs.js';
import { draftMovement, movementCreated, movementPayload } from '../movement.js';
import { MovementRepository } from '../movement.repository.js';
import { linesOf } from '../movement-lines.js';
import { ProductRepository } from '../product.repository.js';
import { StockLedger } from '../stock-ledger.js';
import { WarehouseRepository } from '../warehouse.repository.js';

export const draftMovementInput = z.object({
  kind: movementSchema.shape.kind,
  warehouseId: z.uuid().describe('where units come to or leave from; the source of a transfer'),
  toWarehouseId: z.uuid().nullable().default(null).describe('the destination of a transfer'),
  lines: linesInput,
  reason: reasonInput.default(null).describe('required for an adjustment'),
  reference: referenceInput.default(null),
  apply: z.boolean().default(false).describe('true: at once, without staying a draft'),
});

export class DraftMovement extends CallerCommand<z.output<typeof draftMovementInput>, MovementPayload> {}

@CommandHandler(DraftMovement)
export class DraftMovementHandler implements ICommandHandler<DraftMovement> {
  constructor(
    private readonly commands: Commands,
    private readonly warehouses: WarehouseRepository,
    private readonly products: ProductRepository,
    private readonly movements: MovementRepository,
    private readonly ledger: StockLedger,
  ) {}

  execute(command: DraftMovement): Promise<MovementPayload> {
    const { apply, lines, ...wanted } = command.input;
    return this.commands.run(command, async ({ tx, organizationId, by, now }) => {
      for (const warehouseId of [wanted.warehouseId, wanted.toWarehouseId]) {
        if (warehouseId !== null) await this.warehouses.get(tx, organizationId, warehouseId);
      }
      const productIds = lines.map(({ productId }) => productId);
      const products = await this.products.getKept(tx, organizationId, productIds);
      const plan = { ...wanted, lines: linesOf(lines, products) };
      if (apply) {
        const { movement, events } = await this.ledger.record(tx, organizationId, { plan, by, now });
        const { movementId, kind } = movement;
        const audit = { type: 'movement.applied', details: { movementId, kind } };
        return { answer: movementPayload(movement), events, audit };
      }
      const draft = draftMovement(plan, { movementId: uuidv7(), createdBy: by }, now);
      await this.movements.insert(tx, organizationId, draft);
      return { answer: movementPayload(draft), events: [movementCreated(draft)] };
    });
  }
}
