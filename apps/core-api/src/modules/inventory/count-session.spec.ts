import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { CountSession, CountStatus } from './count-session.js';
import { countSessionPayload } from './count-session-payload.js';
import { applyCountSession } from './count-session-result.js';
import {
  cancelCountSession,
  closeCountSession,
  MAX_COUNTS,
  openCountSession,
  recordCount,
  reopenCountSession,
} from './count-session-steps.js';
import { changeStock, releaseStock, reserveStock, type StockLevel } from './stock-level.js';

const NOON = new Date('2026-03-02T12:00:00.000Z');
const LATER = new Date('2026-03-02T13:00:00.000Z');
const by = { userId: 'w', displayName: 'The warehouse keeper' };
const violated = (code: string) => expect.objectContaining({ code });

function aSession(given: Partial<CountSession> = {}): CountSession {
  const opening = { countSessionId: 's', warehouseId: 'w', name: 'Shelf by the door', openedBy: by };
  return { ...openCountSession(opening, NOON).session, ...given };
}

function aLevel(given: Partial<StockLevel> = {}): StockLevel {
  return {
    warehouseId: 'w',
    productId: 'p',
    sku: 'ESP-250',
    name: 'Espresso 250 g',
    minimum: 0,
    unitCost: 500,
    archived: false,
    onHand: 10,
    reserved: 0,
    batches: [],
    version: 4,
    movementId: null,
    updatedAt: NOON,
    ...given,
  };
}

const found = (level: StockLevel, counted: number, stockVersion?: number) => ({
  level,
  counted,
  by,
  stockVersion,
});

describe('a count session', () => {
  it('is opened with nothing counted, and told', () => {
    const opening = { countSessionId: 's', warehouseId: 'w', name: 'Shelf by the door', openedBy: by };
    const { session, events } = openCountSession(opening, NOON);
    expect(session).toMatchObject({ status: 'open', version: 1, counts: [], movementId: null });
    expect(events).toEqual([
      { name: 'inventory:count-session:updated', payload: countSessionPayload(session) },
    ]);
  });

  it('keeps what was found beside what should have been there', () => {
    const { session, count, events } = recordCount(aSession(), found(aLevel(), 8), LATER);
    expect(session).toMatchObject({ status: 'counting', version: 2, counts: [count], updatedAt: LATER });
    expect(count).toEqual({
      productId: 'p',
      sku: 'ESP-250',
      name: 'Espresso 250 g',
      expected: 10,
      counted: 8,
      countedBy: by,
      countedAt: LATER,
    });
    expect(events[0]?.payload).toMatchObject({
      counted: 1,
      differences: [{ productId: 'p', sku: 'ESP-250', expected: 10, counted: 8 }],
    });
  });

  it('puts a recount in place of the count before, by what is expected then', () => {
    const once = recordCount(aSession(), found(aLevel(), 8), LATER).session;
    const twice = recordCount(once, found(aLevel({ onHand: 7 }), 7), LATER).session;
    expect(countSessionPayload(twice)).toMatchObject({ counted: 1, differences: [], version: 3 });
  });

  it('refuses a count of stock that has moved under the hands of who counts', () => {
    const session = aSession();
    expect(() => recordCount(session, found(aLevel({ version: 5 }), 8, 4), LATER)).toThrow(
      expect.objectContaining({
        code: 'inventory.count-outdated',
        facts: { productId: 'p', sku: 'ESP-250', stockVersion: 5 },
      }),
    );
    expect(recordCount(session, found(aLevel({ version: 5 }), 8, 5), LATER).session.counts).toHaveLength(1);
  });

  it('takes so many products and no more; recounts always', () => {
    let session = aSession();
    for (let index = 0; index < MAX_COUNTS; index += 1) {
      session = recordCount(session, found(aLevel({ productId: `p${index}` }), 1), LATER).session;
    }
    expect(() => recordCount(session, found(aLevel({ productId: 'one more' }), 1), LATER)).toThrow(
      violated('inventory.count-session-full'),
    );
    expect(recordCount(session, found(aLevel({ productId: 'p7' }), 2), LATER).session.counts).toHaveLength(
      MAX_COUNTS,
    );
  });

  const actions = {
    count: (session: CountSession) => recordCount(session, found(aLevel(), 8), LATER).session,
    close: (session: CountSession) => closeCountSession(session, LATER).session,
    reopen: (session: CountSession) => reopenCountSession(session, LATER).session,
    apply: (session: CountSession) => applyCountSession(session, LATER).session,
    cancel: (session: CountSession) => cancelCountSession(session, LATER).session,
  };
  it.each<[CountStatus, Partial<Record<keyof typeof actions, CountStatus>>]>([
    ['open', { count: 'counting', cancel: 'cancelled' }],
    ['counting', { count: 'counting', close: 'closed', cancel: 'cancelled' }],
    ['closed', { reopen: 'counting', apply: 'applied', cancel: 'cancelled' }],
    ['applied', {}],
    ['cancelled', {}],
  ])('that is %s allows %j and nothing else', (status, allowed) => {
    const outcomes = Object.entries(actions).flatMap(([action, act]) => {
      try {
        const next = act(aSession({ status, version: 6 }));
        expect(next).toMatchObject({ version: 7, updatedAt: LATER });
        return [[action, next.status]];
      } catch (error) {
        expect(error).toBeInstanceOf(RuleViolated);
        expect(error).toMatchObject({ facts: { status } });
        return [];
      }
    });
    expect(Object.fromEntries(outcomes)).toEqual(allowed);
  });
});

describe('the result of a session', () => {
  const closed = (...levels: (readonly [StockLevel, number])[]) => {
    const counted = levels.reduce(
      (session, [level, units]) => recordCount(session, found(level, units), NOON).session,
      aSession(),
    );
    return closeCountSession(counted, NOON).session;
  };

  it('is one adjustment of all differences, up and down', () => {
    const session = closed(
      [aLevel({ productId: 'more', sku: 'B' }), 12],
      [aLevel({ productId: 'same', sku: 'C' }), 10],
      [aLevel({ productId: 'less', sku: 'A' }), 7],
    );
    const { session: applied, adjustment } = applyCountSession(session, LATER);
    expect(applied.status).toBe('applied');
    expect(adjustment).toEqual({
      kind: 'adjustment',
      warehouseId: 'w',
      toWarehouseId: null,
      lines: [
        { productId: 'less', sku: 'A', name: 'Espresso 250 g', quantity: -3, batch: null },
        { productId: 'more', sku: 'B', name: 'Espresso 250 g', quantity: 2, batch: null },
      ],
      reason: 'Shelf by the door',
      reference: { kind: 'count-session', id: 's' },
    });
  });

  it('is no movement when all is as expected', () => {
    expect(applyCountSession(closed([aLevel(), 10]), LATER).adjustment).toBeUndefined();
  });

  /** What can happen to stock around a count; units sold are off the shelf at once, in the books when their movement comes. */
  const happening = fc.oneof(
    fc.record({ kind: fc.constant('moved' as const), units: fc.integer({ min: -5, max: 5 }) }),
    fc.record({ kind: fc.constant('sold' as const), units: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ kind: fc.constant('issued' as const), units: fc.constant(0) }),
  );

  it('makes the books agree with the shelf, whatever is moved and sold before and after the count', () => {
    const rules = { allowNegativeStock: true };
    const happenings = fc.array(happening, { maxLength: 12 });
    fc.assert(
      fc.property(happenings, happenings, fc.integer({ min: -9, max: 9 }), (before, after, wrong) => {
        let level = aLevel({ onHand: 200 });
        let shelf = 200 + wrong;
        const happen = ({ kind, units }: (typeof before)[number]) => {
          if (kind === 'moved') level = changeStock(level, { batch: null, quantity: units }, rules);
          if (kind === 'sold') level = reserveStock(level, units, rules);
          if (kind === 'issued') {
            const { reserved } = level;
            level = changeStock(releaseStock(level, reserved), { batch: null, quantity: -reserved }, rules);
          }
          shelf += kind === 'sold' ? -units : units;
        };
        before.forEach(happen);
        const session = closed([level, shelf]);
        after.forEach(happen);
        for (const { quantity } of applyCountSession(session, LATER).adjustment?.lines ?? []) {
          level = changeStock(level, { batch: null, quantity }, rules);
        }
        happen({ kind: 'issued', units: 0 });
        expect(level.onHand).toBe(shelf);
      }),
    );
  });
});
