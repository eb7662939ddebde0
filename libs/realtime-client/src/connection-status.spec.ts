import { describe, expect, it } from 'vitest';
import { type ConnectionSignal, initialStatus, nextStatus } from './connection-status.js';

const after = (...signals: ConnectionSignal[]) => signals.reduce(nextStatus, initialStatus);
const lost: ConnectionSignal = { type: 'lost', code: 'client.unreachable', retryAt: 1_000 };

describe('nextStatus', () => {
  it('stays connecting, with the reason, until it was connected once', () => {
    expect(after(lost, lost)).toEqual({
      state: 'connecting',
      error: 'client.unreachable',
      attempts: 2,
      retryAt: 1_000,
    });
  });

  it('forgets error and attempts when it is connected', () => {
    expect(after(lost, { type: 'attempt' }, { type: 'ready' })).toEqual({
      state: 'connected',
      error: null,
      attempts: 0,
      retryAt: null,
    });
  });

  it('is reconnecting after a loss, and keeps the reason during the next attempt', () => {
    expect(after({ type: 'ready' }, lost, { type: 'attempt' })).toEqual({
      state: 'reconnecting',
      error: 'client.unreachable',
      attempts: 1,
      retryAt: null,
    });
  });

  it('never leaves closed', () => {
    const closed = after({ type: 'ready' }, { type: 'end', code: 'auth.session-revoked' });
    expect(closed).toMatchObject({ state: 'closed', error: 'auth.session-revoked' });
    expect(nextStatus(closed, { type: 'ready' })).toBe(closed);
    expect(nextStatus(closed, lost)).toBe(closed);
  });
});
