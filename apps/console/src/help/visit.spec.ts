// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CoreApiDouble, noAnswer, refusal } from '../../test/core-api-double.js';
import { Visit } from './visit.js';

const answer = { token: 'first', expiresIn: 900, visitorId: 'visitor:1', ticketId: 't-1' };
const words = { displayName: 'Visitor', subject: null };
const RENEW = 'POST /visitors/sessions/renew';
const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000);

describe('a visit', () => {
  let api: CoreApiDouble;

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-01-05T09:00:00.000Z') });
    sessionStorage.clear();
    api = new CoreApiDouble()
      .on('POST /visitors/sessions', answer)
      .on(RENEW, { ...answer, token: 'second' })
      .on('POST /visitors/sessions/leave', undefined);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const renewals = () => api.requests.filter(({ route }) => route === RENEW).length;

  it('outlives a reload of the window for as long as its token is good, at its organization', async () => {
    await Visit.begin('acme', words);
    expect(Visit.resume('acme')?.ticketId).toBe('t-1');
    expect(Visit.resume('globex')).toBeNull();
    minutes(15);
    expect(Visit.resume('acme')).toBeNull();
  });

  it('gets another token long before the first expires, once for all who ask', async () => {
    const visit = await Visit.begin('acme', words);
    minutes(9);
    expect(await visit.accessToken()).toBe('first');
    minutes(2);
    expect(await Promise.all([visit.accessToken(), visit.accessToken()])).toEqual(['second', 'second']);
    expect(renewals()).toBe(1);
    minutes(7);
    expect(await Visit.resume('acme')?.accessToken()).toBe('second');
  });

  it('gets it although nobody asks, also after a time without a network', async () => {
    const visit = await Visit.begin('acme', words);
    api.on(RENEW, noAnswer, { ...answer, token: 'second' });
    const stop = visit.keepRenewed();
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(renewals()).toBe(0);
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(renewals()).toBe(2);
    expect(await visit.accessToken()).toBe('second');
    stop();
    await vi.advanceTimersByTimeAsync(14 * 60_000);
    expect(renewals()).toBe(2);
  });

  it('does not give out a token that was refused', async () => {
    const visit = await Visit.begin('acme', words);
    expect(await visit.accessToken('first')).toBe('second');
    expect(await visit.accessToken('first')).toBe('second');
    expect(renewals()).toBe(1);
  });

  it('is over when no other token is given, and not when the network fails', async () => {
    const visit = await Visit.begin('acme', words);
    const told = vi.fn();
    visit.subscribe(told);
    api.on(RENEW, noAnswer, refusal(401, 'visitors.session-ended'));
    await expect(visit.accessToken('first')).rejects.toMatchObject({ code: 'network.unreachable' });
    expect(visit.hasEnded()).toBe(false);
    await expect(visit.accessToken('first')).rejects.toMatchObject({ code: 'visitors.session-ended' });
    expect([visit.hasEnded(), told.mock.calls.length, Visit.resume('acme')]).toEqual([true, 1, null]);
  });

  it('is over once the visitor has left', async () => {
    const visit = await Visit.begin('acme', words);
    await visit.leave();
    expect([visit.hasEnded(), Visit.resume('acme')]).toEqual([true, null]);
  });
});
