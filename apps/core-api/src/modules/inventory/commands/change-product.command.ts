import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { answerOf, type ProductAnswer } from '../inventory.answers.js';
import { nameInput, priceInput, taxRateInput, unitsInput } from '../inventory.inputs.js';
import { isSoldAgain, priceListEvents } from '../price-list.js';
import { ProductRepository } from '../product.repository.js';
import { StockLedger } from '../stock-ledger.js';

export const changeProductInput = z
  .object({
    name: nameInput,
    unitPrice: priceInput,
    taxRate: taxRateInput,
    unitCost: priceInput,
    minimumStock: unitsInput,
    archived: z.boolean().describe('true: it is not sold any more; what is left of it can still be moved'),
  })
  .partial()
  .describe('what is not named stays; the SKU always does');

export class ChangeProduct extends CallerCommand<
  z.output<typeof changeProductInput> & { readonly productId: string },
  ProductAnswer
> {}

@CommandHandler(ChangeProduct)
export class ChangeProductHandler implements ICommandHandler<ChangeProduct> {
  constructor(
    private readonly commands: Commands,
    private readonly organizations: OrganizationRepository,
    private readonly products: ProductRepository,
    private readonly ledger: StockLedger,
  ) {}

  execute(command: ChangeProduct): Promise<ProductAnswer> {
    const { productId, archived, ...change } = command.input;
    return this.commands.run(command, async ({ tx, organizationId, now }) => {
      const { currency } = await this.organizations.get(tx, organizationId);
      const product = await this.products.lock(tx, organizationId, productId);
      const archivedAt = (archived ?? product.archivedAt !== null) ? (product.archivedAt ?? now) : null;
      const {
        name = product.name,
        unitPrice = product.unitPrice,
        taxRate = product.taxRate,
        unitCost = product.unitCost,
        minimumStock = product.minimumStock,
      } = change;
      const changed = { ...product, name, unitPrice, taxRate, unitCost, minimumStock, archivedAt };
      await this.products.save(tx, organizationId, changed);
      const inStock = await this.products.inStock(tx, organizationId, productId);
      const soldAgain = isSoldAgain(product, changed);
      const retold =
        name !== product.name ||
        unitCost !== product.unitCost ||
        minimumStock !== product.minimumStock ||
        archivedAt !== product.archivedAt;
      return {
        answer: answerOf(changed),
        events: [
          ...priceListEvents(product, changed, { currency, inStock }),
          ...(retold ? await this.ledger.retell(tx, organizationId, { productId, soldAgain, now }) : []),
        ],
        audit: { type: 'product.changed', details: { productId } },
      };
    });
  }
}
