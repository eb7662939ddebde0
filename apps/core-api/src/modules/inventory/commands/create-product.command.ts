import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { answerOf, type ProductAnswer } from '../inventory.answers.js';
import { nameInput, priceInput, taxRateInput, unitsInput } from '../inventory.inputs.js';
import { priceListEvents } from '../price-list.js';
import { ProductRepository } from '../product.repository.js';

export const createProductInput = z.object({
  sku: z.string().trim().min(1).max(64),
  name: nameInput,
  unitPrice: priceInput,
  taxRate: taxRateInput,
  unitCost: priceInput,
  minimumStock: unitsInput.default(0),
});

export class CreateProduct extends CallerCommand<z.output<typeof createProductInput>, ProductAnswer> {}

@CommandHandler(CreateProduct)
export class CreateProductHandler implements ICommandHandler<CreateProduct> {
  constructor(
    private readonly commands: Commands,
    private readonly organizations: OrganizationRepository,
    private readonly products: ProductRepository,
  ) {}

  execute(command: CreateProduct): Promise<ProductAnswer> {
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const { currency } = await this.organizations.get(tx, organizationId);
      const product = { ...command.input, productId: uuidv7(), archivedAt: null };
      await this.products.insert(tx, organizationId, product);
      const audit = { type: 'product.created', details: { productId: product.productId } };
      const events = priceListEvents(null, product, { currency, inStock: false });
      return { answer: answerOf(product), events, audit };
    });
  }
}
