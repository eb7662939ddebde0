import { describe, expect, it } from 'vitest';
import { callerOptions } from './caller-options.js';

const bakery = { customerId: 'c-000001', name: 'Bakery', email: null, phone: null };

describe('suggested callers', () => {
  it('are called by their name', () => {
    expect([...callerOptions([bakery]).keys()]).toEqual(['Bakery']);
  });

  it('can be told from namesakes', () => {
    const namesakes = [
      bakery,
      { ...bakery, customerId: 'c-000002', email: 'b@bakery.test' },
      { ...bakery, customerId: 'c-000003', phone: '112' },
    ];
    expect([...callerOptions(namesakes)].map(([label, { customerId }]) => [label, customerId])).toEqual([
      ['Bakery (000001)', 'c-000001'],
      ['Bakery (b@bakery.test)', 'c-000002'],
      ['Bakery (112)', 'c-000003'],
    ]);
  });
});
