import { expect, it } from 'vitest';
import { event } from './domain-event.js';

it('a recorded fact is its name and its payload, unchanged', () => {
  const payload = { productId: 'p', sku: 's', warehouseId: 'w', available: 3 };
  const recorded = event('pos:inventory:availability', payload);
  expect(recorded).toEqual({ name: 'pos:inventory:availability', payload });
  expect(recorded.payload).toBe(payload);
});
