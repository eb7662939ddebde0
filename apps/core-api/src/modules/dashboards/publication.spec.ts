import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markChanged, type Publication, QUIET_MS, quietFor, takeTurn } from './publication.js';

const at = (milliseconds: number) => new Date(Date.UTC(2026, 0, 1) + milliseconds);
const fresh: Publication = { publishedAt: null, dirty: [] };

describe('publishing figures', () => {
  it('tells the first change at once, and the next when a second has passed', () => {
    const first = takeTurn(markChanged(fresh, 'kpis'), at(0));
    expect(first).toEqual({ subject: 'kpis', publication: { publishedAt: at(0), dirty: [] } });
    const second = takeTurn(markChanged(first.publication, 'kpis'), at(999));
    expect(second).toEqual({ subject: undefined, publication: { publishedAt: at(0), dirty: ['kpis'] } });
    expect(quietFor(second.publication, at(999))).toBe(1);
    expect(takeTurn(second.publication, at(1_000)).subject).toBe('kpis');
  });

  it('has nothing to tell when nothing changed', () => {
    const told = { publishedAt: at(0), dirty: [] };
    expect(takeTurn(told, at(60_000))).toEqual({ subject: undefined, publication: told });
  });

  it('lets days take turns, so that a busy one cannot hide another', () => {
    let publication = markChanged(markChanged(fresh, 'today'), 'yesterday');
    const told: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const taken = takeTurn(markChanged(publication, 'today'), at(turn * QUIET_MS));
      publication = taken.publication;
      told.push(taken.subject);
    }
    expect(told).toEqual(['today', 'yesterday', 'today', 'today']);
  });

  it('is not silenced by a publication that a wrong clock put far into the future', () => {
    const publication = { publishedAt: at(3_600_000), dirty: ['kpis'] };
    expect(takeTurn(publication, at(0)).publication.publishedAt).toEqual(at(0));
  });

  it('never tells twice within a second of a burst, and tells the last of every subject', () => {
    const change = fc.record({
      after: fc.integer({ min: 0, max: 1_500 }),
      subject: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03'),
      // A flusher that comes too early or not at all.
      lookedAtAfter: fc.option(fc.integer({ min: 0, max: 1_500 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        let publication = fresh;
        let time = 0;
        const versions = new Map<string, number>();
        const told = new Map<string, number>();
        const tellings: number[] = [];
        const look = () => {
          const taken = takeTurn(publication, at(time));
          publication = taken.publication;
          if (taken.subject === undefined) return;
          told.set(taken.subject, versions.get(taken.subject) ?? 0);
          tellings.push(time);
        };
        for (const { after, subject, lookedAtAfter } of changes) {
          time += after;
          versions.set(subject, (versions.get(subject) ?? 0) + 1);
          publication = markChanged(publication, subject);
          look();
          if (lookedAtAfter === undefined) continue;
          time += lookedAtAfter;
          look();
        }
        while (publication.dirty.length > 0) {
          time += quietFor(publication, at(time));
          look();
        }
        expect(told).toEqual(versions);
        const gaps = tellings.slice(1).map((telling, index) => telling - (tellings[index] ?? 0));
        for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(QUIET_MS);
      }),
    );
  });
});
