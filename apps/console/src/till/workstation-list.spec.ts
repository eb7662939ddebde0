import { expect, it } from 'vitest';
import { eventOf } from '../../test/chat-room.js';
import { counters } from '../../test/shop.js';
import { afterWorkstationEvent } from './workstation-list.js';

it('gets a new till and another name, in the order of names', () => {
  const terrace = { posId: 'pos-3', name: 'Bar', warehouseId: 'w-shop' };
  const grown = afterWorkstationEvent({ items: counters }, eventOf('pos:workstation:updated', terrace));
  expect(grown.items.map(({ name }) => name)).toEqual(['Bar', 'Counter 1', 'Counter 2']);
  const garden = { ...terrace, name: 'Garden' };
  const renamed = afterWorkstationEvent(grown, eventOf('pos:workstation:updated', garden));
  expect(renamed.items.map(({ name }) => name)).toEqual(['Counter 1', 'Counter 2', 'Garden']);
});
