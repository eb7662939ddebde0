import { describe, expect, it } from 'vitest';
import { eventOf } from '../../test/chat-room.js';
import { afterBranchEvent, branchNameOf } from './branches.js';

const north = { branchId: 'north', name: 'North' };
const south = { branchId: 'south', name: 'South' };
const branches = { items: [north, south] };

describe('the branches', () => {
  it('get a new one and another name, in the order of names', () => {
    const grown = afterBranchEvent(branches, eventOf('branch:updated', { branchId: 'p', name: 'Port' }));
    expect(grown.items.map(({ name }) => name)).toEqual(['North', 'Port', 'South']);
    const renamed = afterBranchEvent(grown, eventOf('branch:updated', { ...north, name: 'Upper town' }));
    expect(renamed.items.map(({ name }) => name)).toEqual(['Port', 'South', 'Upper town']);
  });

  it('have a name; one that is not among them is called by its id', () => {
    expect(branchNameOf(branches, 'south')).toBe('South');
    expect(branchNameOf(branches, 'quay-7')).toBe('quay-7');
  });
});
