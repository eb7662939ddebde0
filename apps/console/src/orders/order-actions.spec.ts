import { describe, expect, it } from 'vitest';
import { actionsFor } from './order-actions.js';

describe('what can be done with an order', () => {
  it.each([
    ['pending', null, ['confirm', 'pay', 'cancel']],
    ['confirmed', null, ['prepare', 'pay', 'cancel']],
    ['confirmed', 's-1', ['prepare', 'refund']],
    ['preparing', 's-1', ['ready', 'refund']],
    ['ready', null, ['pay', 'cancel']],
    ['ready', 's-1', ['deliver', 'refund']],
    ['delivered', 's-1', ['refund']],
    ['cancelled', null, []],
    ['refunded', 's-1', []],
  ] as const)('that is %s with sale %s', (status, saleId, actions) => {
    expect(actionsFor({ status, saleId })).toEqual(actions);
  });
});
