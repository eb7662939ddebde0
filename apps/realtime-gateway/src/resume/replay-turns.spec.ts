import { setImmediate } from 'node:timers/promises';
import { eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Connection, ReplayTurns } from './replay-turns.js';

interface FakeConnection extends Connection {
  readyState: Connection['readyState'];
  transport: { writable: boolean };
}

/** A connection to which something is under way until `taken`. */
function busyConnection(): FakeConnection & { taken(): void } {
  return {
    readyState: 'open',
    transport: { writable: false },
    taken() {
      this.transport.writable = true;
    },
  };
}

const turnsWith = (bytes: number) => new ReplayTurns({ REPLAY_BUDGET_BYTES: bytes });

describe('ReplayTurns', () => {
  it('lets everything else in the process go on between large replays', async () => {
    const turns = turnsWith(1_000_000);
    const order: string[] = [];
    let live = true;
    const ticking = (async () => {
      while (live) {
        await setImmediate();
        order.push('live');
      }
    })();
    const replays = Array.from({ length: 5 }, (_, n) =>
      turns
        .take(busyConnection(), { events: 500, bytes: 1, patienceMs: 60_000 })
        .then(() => order.push(`replay ${n}`)),
    );
    await Promise.all(replays);
    live = false;
    await ticking;
    const entered = order.flatMap((entry, index) => (entry === 'live' ? [] : [index]));
    for (const [n, index] of entered.entries())
      if (n > 0) expect(index - (entered[n - 1] ?? 0)).toBeGreaterThan(1);
  });

  it('lets many small replays in together', async () => {
    const turns = turnsWith(1_000_000);
    let entered = 0;
    for (let n = 0; n < 100; n += 1) {
      void turns.take(busyConnection(), { events: 5, bytes: 1, patienceMs: 60_000 }).then(() => {
        entered += 1;
      });
    }
    await setImmediate();
    await setImmediate();
    expect(entered).toBe(100);
  });

  it('has no more than its budget under way, and goes on when clients have taken theirs', async () => {
    const turns = turnsWith(100);
    const connections = [busyConnection(), busyConnection(), busyConnection()] as const;
    const entered: number[] = [];
    for (const [n, connection] of connections.entries()) {
      void turns.take(connection, { events: 1, bytes: 60, patienceMs: 60_000 }).then(() => entered.push(n));
    }
    await eventually(() => expect(entered).toEqual([0]));
    connections[0].taken();
    await eventually(() => expect(entered).toEqual([0, 1]));
    connections[1].readyState = 'closed';
    await eventually(() => expect(entered).toEqual([0, 1, 2]));
    expect(turns.bytes).toBe(60);
    connections[2].taken();
    expect(turns.bytes).toBe(0);
  });

  it('lets one in that is larger than the budget, alone', async () => {
    const turns = turnsWith(100);
    const large = busyConnection();
    expect(await turns.take(large, { events: 1, bytes: 1_000, patienceMs: 60_000 })).toBe(true);
    let entered = false;
    const next = turns.take(busyConnection(), { events: 1, bytes: 1, patienceMs: 60_000 }).then(() => {
      entered = true;
    });
    await setImmediate();
    await setImmediate();
    expect(entered).toBe(false);
    large.taken();
    await next;
  });

  it('sends those away whose turn does not come in time, and forgets those that have gone', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const turns = turnsWith(100);
    const granted: boolean[] = [];
    const ask = (connection: Connection) =>
      void turns
        .take(connection, { events: 1, bytes: 90, patienceMs: 5_000 })
        .then((answer) => granted.push(answer));
    ask(busyConnection());
    await vi.advanceTimersByTimeAsync(10);
    expect(granted).toEqual([true]);
    ask(busyConnection());
    const gone = busyConnection();
    ask(gone);
    gone.readyState = 'closed';
    await vi.advanceTimersByTimeAsync(4_900);
    expect(granted).toEqual([true]);
    await vi.advanceTimersByTimeAsync(200);
    expect(granted).toEqual([true, false, false]);
  });
});
