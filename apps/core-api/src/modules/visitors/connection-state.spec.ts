import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConnectionState, stateAfter } from './connection-state.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second));
const kim = (state: ConnectionState['state'], second: number): ConnectionState => ({
  userId: 'kim',
  state,
  since: at(second),
});

describe('the connection state of somebody', () => {
  it('is connected from the first connection on, whatever devices follow', () => {
    const first = stateAfter(undefined, { userId: 'kim', open: 1 }, at(1));
    expect(first).toEqual(kim('connected', 1));
    expect(stateAfter(first, { userId: 'kim', open: 2 }, at(2))).toBe(first);
    expect(stateAfter(first, { userId: 'kim', open: 1 }, at(3))).toBe(first);
  });

  it('is disconnected when the last connection has ended', () => {
    expect(stateAfter(kim('connected', 1), { userId: 'kim', open: 0 }, at(5))).toEqual(
      kim('disconnected', 5),
    );
  });

  it('is none for who has never been connected', () => {
    expect(stateAfter(undefined, { userId: 'kim', open: 0 }, at(1))).toBeUndefined();
  });

  it('says connected exactly while a connection is open, and its time never goes back', () => {
    const steps = fc.array(fc.record({ open: fc.nat(3), second: fc.nat(59) }), { minLength: 1 });
    fc.assert(
      fc.property(steps, (all) => {
        let state: ConnectionState | undefined;
        for (const { open, second } of all) {
          const next = stateAfter(state, { userId: 'kim', open }, at(second));
          expect(next?.state ?? 'disconnected').toBe(open > 0 ? 'connected' : 'disconnected');
          if (state && next) expect(next.since >= state.since).toBe(true);
          state = next;
        }
      }),
    );
  });
});
