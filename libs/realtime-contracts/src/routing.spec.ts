import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangeOf, isEventName, routingKeyOf } from './routing.js';

const segment = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const eventName = fc.array(segment, { minLength: 2, maxLength: 4 }).map((segments) => segments.join(':'));

describe('isEventName', () => {
  it('accepts module:noun[:fact] in kebab-case', () => {
    fc.assert(fc.property(eventName, isEventName));
  });

  it.each([
    '',
    'pos',
    'pos:',
    ':cart',
    'pos::cart',
    'Pos:cart',
    'pos:cart.updated',
    'pos:cart updated',
    'pos:1cart',
  ])('refuses %j', (name) => expect(isEventName(name)).toBe(false));

  it('refuses more than four segments', () => expect(isEventName('a:b:c:d:e')).toBe(false));

  it('refuses a line break at the end', () => expect(isEventName('pos:cart\n')).toBe(false));
});

describe('routing', () => {
  it('derives routing key and exchange from the name', () => {
    expect(routingKeyOf('pos:daily-totals:updated')).toBe('pos.daily-totals.updated');
    expect(exchangeOf('pos:daily-totals:updated')).toBe('pos.events');
  });

  it('gives different routing keys to different names', () => {
    fc.assert(
      fc.property(eventName, eventName, (a, b) => {
        expect(routingKeyOf(a) === routingKeyOf(b)).toBe(a === b);
      }),
    );
  });

  it('makes routing keys a topic exchange takes literally', () => {
    fc.assert(fc.property(eventName, (name) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(routingKeyOf(name))));
  });
});
