import type { MovementPayload } from '@business-control/realtime-contracts';
import type { KeptProduct } from './warehouses.js';

/** A line of a movement while somebody writes it. */
export interface DraftLine {
  readonly product: KeptProduct;
  readonly quantity: number;
  readonly batch: string;
  readonly expiresOn: string;
}

export interface Draft {
  readonly kind: MovementPayload['kind'];
  readonly toWarehouseId: string | null;
  readonly lines: readonly DraftLine[];
  readonly reason: string;
  readonly document: string;
}

export const emptyDraft: Draft = {
  kind: 'receipt',
  toWarehouseId: null,
  lines: [],
  reason: '',
  document: '',
};

/** The draft with one unit of a product; the same product twice is for two batches of it. */
export function withProduct(draft: Draft, product: KeptProduct): Draft {
  return { ...draft, lines: [...draft.lines, { product, quantity: 1, batch: '', expiresOn: '' }] };
}

/** What still keeps the draft from being a movement; `null` when nothing does. */
export function missingIn({ kind, toWarehouseId, lines, reason }: Draft): string | null {
  if (lines.length === 0) return 'Add a product.';
  if (lines.some(({ quantity }) => quantity === 0 || (quantity < 0 && kind !== 'adjustment')))
    return 'Every line needs a quantity.';
  if (kind === 'transfer' && toWarehouseId === null) return 'Choose where it goes.';
  if (kind === 'adjustment' && reason.trim() === '') return 'An adjustment needs a reason.';
  return null;
}

/** What core-api is told. */
export function movementInput({ kind, toWarehouseId, lines, reason, document }: Draft, warehouseId: string) {
  return {
    kind,
    warehouseId,
    toWarehouseId: kind === 'transfer' ? toWarehouseId : null,
    lines: lines.map(({ product, quantity, batch, expiresOn }) => ({
      productId: product.productId,
      quantity,
      batch: batch.trim() === '' ? null : { code: batch.trim(), expiresOn: expiresOn || null },
    })),
    reason: reason.trim() || null,
    reference: document.trim() === '' ? null : { kind: 'document' as const, id: document.trim() },
  };
}
