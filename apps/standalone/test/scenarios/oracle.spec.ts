import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, judge, type Told } from './oracle.js';

const fact = (seq: number, visible = true): Fact => ({ id: `id-${seq}`, cursor: `e1.${seq}`, visible });
const historyOf = (visible: readonly boolean[]) => visible.map((it, index) => fact(index + 1, it));
const eventOf = ({ id, cursor }: Fact): Told => ({ kind: 'event', id, cursor });
const ready = (resume: 'fresh' | 'current' | 'replayed' | 'resync', cursor: string | null): Told => ({
  kind: 'ready',
  resume,
  cursor,
});

const visibilities = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
/** A history, a position at which the client came, and one at which it was away for a while. */
const stories = visibilities.chain((visible) =>
  fc
    .tuple(fc.nat(visible.length), fc.nat(visible.length), fc.nat(visible.length))
    .map((cuts) => ({ history: historyOf(visible), cuts: cuts.toSorted((a, b) => a - b) })),
);

/** What a client is told when nothing goes wrong: it came, lost its connection, came back and was brought up to date. */
function faithful(history: readonly Fact[], [from = 0, lost = 0, back = 0]: readonly number[]): Told[] {
  const seen = history.slice(from, lost).filter(({ visible }) => visible);
  const missed = history.slice(lost, back).filter(({ visible }) => visible);
  const later = history.slice(back).filter(({ visible }) => visible);
  const presented = seen.at(-1)?.cursor ?? `e1.${from}`;
  return [
    ready('fresh', `e1.${from}`),
    ...seen.map(eventOf),
    missed.length > 0 ? ready('replayed', presented) : ready('current', `e1.${back}`),
    ...missed.map(eventOf),
    ...later.map(eventOf),
  ];
}

describe('the oracle', () => {
  it('has nothing against a client that was told everything, in order, once', () => {
    fc.assert(
      fc.property(stories, ({ history, cuts }) => {
        expect(judge(history, faithful(history, cuts))).toEqual([]);
      }),
    );
  });

  it('misses no event that is left out, at the end neither', () => {
    fc.assert(
      fc.property(stories, fc.nat(), ({ history, cuts }, pick) => {
        const told = faithful(history, cuts);
        const events = told.filter((it) => it.kind === 'event');
        fc.pre(events.length > 0);
        const left = events[pick % events.length];
        const broken = judge(
          history,
          told.filter((it) => it !== left),
        );
        expect(broken).toMatchObject([{ broken: 'gap', missing: [left?.cursor] }]);
      }),
    );
  });

  it('notices what comes twice, wherever it comes again', () => {
    fc.assert(
      fc.property(stories, fc.nat(), fc.nat(), ({ history, cuts }, pick, place) => {
        const told = faithful(history, cuts);
        const at = told.flatMap((it, index) => (it.kind === 'event' ? [index] : []));
        fc.pre(at.length > 0);
        const first = at[pick % at.length] ?? 0;
        const again = first + 1 + (place % (told.length - first));
        const doubled = told.toSpliced(again, 0, told[first] as Told);
        expect(judge(history, doubled)).toMatchObject([{ broken: 'duplicate', noticedAt: again }]);
      }),
    );
  });

  it('notices two events that changed places', () => {
    const history = historyOf([true, true, true]);
    const [first, second, third] = history.map(eventOf) as [Told, Told, Told];
    expect(judge(history, [ready('fresh', 'e1.0'), second, first, third])).toMatchObject([
      { broken: 'gap', missing: ['e1.1'] },
      { broken: 'reorder', cursor: 'e1.1' },
    ]);
  });

  it.each([
    ['of another organization', { kind: 'event', id: 'other', cursor: 'e9.1' }],
    ['with the position of another event', { kind: 'event', id: 'other', cursor: 'e1.1' }],
    ['without a position', { kind: 'event', id: 'id-1', cursor: undefined }],
  ] as const)('notices an event %s', (_, foreign) => {
    const history = historyOf([true]);
    expect(judge(history, [ready('fresh', 'e1.1'), foreign])).toEqual([
      { broken: 'foreign', id: foreign.id, noticedAt: 1 },
    ]);
  });

  it.each([
    ['a resync', { kind: 'resync', cursor: 'e1.3' }],
    ['a resync on connecting', ready('resync', 'e1.3')],
    ['a resync that knows no position', { kind: 'resync', cursor: null }],
  ] as const)('forgives what was missed before %s, and nothing after it', (_, notice) => {
    const history = historyOf([true, true, true, true, true]);
    const [first, , , fourth, fifth] = history.map(eventOf) as [Told, Told, Told, Told, Told];
    const begin = [ready('fresh', 'e1.0'), first, notice];
    expect(judge(history, [...begin, fourth, fifth])).toEqual([]);
    expect(judge(history, [...begin, fourth])).toMatchObject([{ broken: 'gap', missing: ['e1.5'] }]);
  });

  it.each([
    ['current', ready('current', 'e1.2')],
    ['a position', { kind: 'position', cursor: 'e1.2' }],
  ] as const)('takes %s at its word', (_, claim) => {
    const history = historyOf([true, true]);
    const [first] = history.map(eventOf) as [Told];
    expect(judge(history, [ready('fresh', 'e1.0'), first, claim])).toMatchObject([
      { broken: 'gap', missing: ['e1.2'], noticedAt: 2 },
    ]);
  });

  it('notices a client that came back and was treated as a stranger', () => {
    expect(judge([], [ready('fresh', 'e1.0'), ready('fresh', 'e1.0')])).toEqual([
      { broken: 'forgotten', noticedAt: 1 },
    ]);
  });
});
