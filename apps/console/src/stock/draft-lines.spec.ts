import { describe, expect, it } from 'vitest';
import { keptProduct } from '../../test/warehouse.js';
import { type Draft, emptyDraft, missingIn, movementInput, withProduct } from './draft-lines.js';

const tea = withProduct(emptyDraft, keptProduct('tea'));
const [line] = tea.lines;

describe('a movement that is being written', () => {
  it.each<[string, Draft, string | null]>([
    ['without goods', emptyDraft, 'Add a product.'],
    [
      'without a quantity',
      { ...tea, lines: tea.lines.map((l) => ({ ...l, quantity: 0 })) },
      'Every line needs a quantity.',
    ],
    [
      'with a negative receipt',
      { ...tea, lines: tea.lines.map((l) => ({ ...l, quantity: -1 })) },
      'Every line needs a quantity.',
    ],
    ['that goes nowhere', { ...tea, kind: 'transfer' }, 'Choose where it goes.'],
    [
      'that is put right for no reason',
      { ...tea, kind: 'adjustment', reason: ' ' },
      'An adjustment needs a reason.',
    ],
    ['that is complete', tea, null],
  ])('%s', (_, draft, missing) => {
    expect(missingIn(draft)).toBe(missing);
  });

  it('may take units off in an adjustment', () => {
    const lines = tea.lines.map((l) => ({ ...l, quantity: -2 }));
    expect(missingIn({ ...tea, kind: 'adjustment', reason: 'Broken', lines })).toBeNull();
  });

  it('says nothing that nobody wrote', () => {
    expect(movementInput({ ...tea, toWarehouseId: 'w-back' }, 'w-shop')).toEqual({
      kind: 'receipt',
      warehouseId: 'w-shop',
      toWarehouseId: null,
      lines: [{ productId: 'p-tea', quantity: 1, batch: null }],
      reason: null,
      reference: null,
    });
  });

  it('says what somebody wrote, without the blanks around it', () => {
    const lines = line ? [{ ...line, quantity: 6, batch: ' B7 ', expiresOn: '2026-03-01' }] : [];
    const draft = {
      ...tea,
      kind: 'transfer',
      toWarehouseId: 'w-back',
      lines,
      reason: ' Shelf ',
      document: 'D-1 ',
    } as const;
    expect(movementInput(draft, 'w-shop')).toMatchObject({
      toWarehouseId: 'w-back',
      lines: [{ productId: 'p-tea', quantity: 6, batch: { code: 'B7', expiresOn: '2026-03-01' } }],
      reason: 'Shelf',
      reference: { kind: 'document', id: 'D-1' },
    });
  });
});
