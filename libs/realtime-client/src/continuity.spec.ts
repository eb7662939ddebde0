import { describe, expect, it } from 'vitest';
import { continuityOf } from './continuity.js';

describe('continuityOf', () => {
  it('is fresh on the first connection, wherever the organization stands', () => {
    expect(continuityOf(false, null, 'e.7')).toBe('fresh');
  });

  it('is current when nothing happened in between', () => {
    expect(continuityOf(true, 'e.7', 'e.7')).toBe('current');
  });

  it.each([
    ['events were missed', 'e.7', 'e.9'],
    ['the history started again', 'e.7', 'f.7'],
    ['the gateway does not know its position', 'e.7', null],
    ['no position was ever seen', null, 'e.7'],
    ['neither side knows', null, null],
  ])('asks for a resync when %s', (_, lastSeen, startsFrom) => {
    expect(continuityOf(true, lastSeen, startsFrom)).toBe('resync');
  });
});
