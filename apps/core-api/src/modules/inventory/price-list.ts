import { type DomainEvent, event } from '@business-control/realtime-contracts';
import type { KeptProduct } from './product.repository.js';

/** What a product's row does not say of it. */
interface Circumstances {
  readonly currency: string;
  readonly inStock: boolean;
}

/** What those who buy and sell are told of a product; what it costs and when it runs short is not for them. `before` is `null` for a new one. */
export function priceListEvents(
  before: KeptProduct | null,
  after: KeptProduct,
  { currency, inStock }: Circumstances,
): DomainEvent[] {
  const { productId, sku, name, unitPrice, taxRate } = after;
  const archived = after.archivedAt !== null;
  const told =
    before === null ||
    before.name !== name ||
    before.unitPrice !== unitPrice ||
    before.taxRate !== taxRate ||
    isSoldAgain(before, after) ||
    isSoldAgain(after, before);
  if (!told) return [];
  const product = { productId, sku, name, unitPrice, currency, taxRate, inStock, archived };
  return [event('inventory:product:updated', product)];
}

/** Whether it was archived, and is no more. */
export function isSoldAgain(
  before: Pick<KeptProduct, 'archivedAt'>,
  after: Pick<KeptProduct, 'archivedAt'>,
): boolean {
  return before.archivedAt !== null && after.archivedAt === null;
}
