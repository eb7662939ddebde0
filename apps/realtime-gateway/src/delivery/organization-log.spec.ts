import type { Position } from '@business-control/realtime-contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrganizationLog } from './organization-log.js';

const at = (seq: number, epoch = 'e1'): Position => ({ epoch, seq });

const limits = { events: 5, bytes: 1_000, ageMs: 60_000 };

/** Given a log that has accepted these positions. */
function logAfter(...positions: Position[]): OrganizationLog {
  const log = new OrganizationLog(limits);
  for (const position of positions) log.accept(position);
  return log;
}

describe('OrganizationLog', () => {
  it('starts wherever the first event stands', () => {
    const log = logAfter();
    expect(log.head).toBeUndefined();
    expect(log.accept(at(41))).toEqual({ kind: 'start' });
    expect(log.head).toEqual(at(41));
  });

  it('takes the following event', () => {
    expect(logAfter(at(1)).accept(at(2))).toEqual({ kind: 'next' });
  });

  it('drops an event it has seen, and stays where it is', () => {
    const log = logAfter(at(1), at(2), at(3));
    expect(log.accept(at(2))).toEqual({ kind: 'duplicate' });
    expect(log.head).toEqual(at(3));
  });

  it('reports a gap with the last position before it, and goes on behind it', () => {
    const log = logAfter(at(3));
    expect(log.accept(at(6))).toEqual({ kind: 'gap', after: at(3) });
    expect(log.accept(at(7))).toEqual({ kind: 'next' });
  });

  it('reports that the sequence started again', () => {
    const log = logAfter(at(9));
    expect(log.accept(at(1, 'e2'))).toEqual({ kind: 'new-epoch', after: at(9) });
    expect(log.accept(at(2, 'e2'))).toEqual({ kind: 'next' });
  });

  it('lets no duplicate of an ended history bring it back', () => {
    const log = logAfter(at(9), at(1, 'e2'));
    expect(log.accept(at(9))).toEqual({ kind: 'duplicate' });
    expect(log.head).toEqual(at(1, 'e2'));
  });

  it('does not take a history for ended because an old event was read in between', () => {
    const log = logAfter(at(1, 'e2'), at(9));
    expect(log.accept(at(2, 'e2'))).toEqual({ kind: 'new-epoch', after: at(9) });
    expect(log.accept(at(9))).toEqual({ kind: 'duplicate' });
    expect(log.accept(at(3, 'e2'))).toEqual({ kind: 'next' });
  });

  it('delivers rising numbers and reports every hole, whatever arrives in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 }), (arrivals) => {
        const log = new OrganizationLog(limits);
        let last: number | undefined;
        for (const seq of arrivals) {
          const verdict = log.accept(at(seq));
          if (last !== undefined && seq <= last) {
            expect(verdict).toEqual({ kind: 'duplicate' });
            continue;
          }
          if (seq === (last ?? 0) + 1) expect(verdict).toEqual({ kind: 'next' });
          else
            expect(verdict).toEqual(
              last === undefined ? { kind: 'start' } : { kind: 'gap', after: at(last) },
            );
          last = seq;
          expect(log.head).toEqual(at(seq));
        }
      }),
    );
  });
});
