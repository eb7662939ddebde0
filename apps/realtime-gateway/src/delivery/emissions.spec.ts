import { describe, expect, it } from 'vitest';
import { Emissions } from './emissions.js';

describe('Emissions', () => {
  it('counts by organization and name, and from zero once taken', () => {
    const emissions = new Emissions();
    emissions.count('acme', 'a:b');
    emissions.count('acme', 'a:b');
    emissions.count('acme', 'a:c');
    emissions.count('globex', 'a:b');
    expect([...emissions.take()]).toEqual([
      ['acme', { 'a:b': 2, 'a:c': 1 }],
      ['globex', { 'a:b': 1 }],
    ]);
    emissions.count('acme', 'a:c');
    expect([...emissions.take()]).toEqual([['acme', { 'a:c': 1 }]]);
    expect([...emissions.take()]).toEqual([]);
  });
});
