import type { ConnectionControl, Permission } from '@business-control/realtime-contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Standings, type TokenBearer } from './standings.js';

const ada: TokenBearer = {
  organizationId: 'acme',
  userId: 'ada',
  sessionId: 's1',
  permissions: new Set<Permission>(['pos.read', 'pos.totals.read']),
};

describe('Standings', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const after = (...controls: ConnectionControl[]) => {
    const standings = new Standings({ ACCESS_TOKEN_TTL_SECONDS: 900 });
    for (const control of controls) standings.learn('acme', control);
    return standings;
  };

  it('has nothing against someone it heard nothing about', () => {
    expect(after().refusalOf(ada)).toBeUndefined();
  });

  it('refuses the tokens of an ended session, and of no other', () => {
    const standings = after({ action: 'end-session', userId: 'ada', sessionId: 's1' });
    expect(standings.refusalOf(ada)).toBe('auth.session-revoked');
    expect(standings.refusalOf({ ...ada, sessionId: 's2' })).toBeUndefined();
    expect(standings.refusalOf({ ...ada, sessionId: null })).toBeUndefined();
  });

  it('refuses a banned user until he is admitted', () => {
    const ban = { action: 'ban-user', userId: 'ada' } as const;
    expect(after(ban).refusalOf({ ...ada, sessionId: 'any' })).toBe('auth.user-disabled');
    expect(after(ban, { action: 'admit-user', userId: 'ada' }).refusalOf(ada)).toBeUndefined();
  });

  it.each([
    [['pos.read'], 'auth.permissions-changed'],
    [['pos.read', 'pos.totals.read', 'pos.sell'], 'auth.permissions-changed'],
    [[], 'auth.permissions-changed'],
    [['pos.totals.read', 'pos.read'], undefined],
    [['pos.totals.read', 'pos.read', 'of.a.newer.release'], undefined],
  ])('holds a token against the permissions of now: %j', (permissions, refusal) => {
    const standings = after({ action: 'change-permissions', userId: 'ada', permissions });
    expect(standings.refusalOf(ada)).toBe(refusal);
  });

  it('never mixes up organizations or users', () => {
    const standings = after(
      { action: 'ban-user', userId: 'ada' },
      { action: 'end-session', userId: 'ada', sessionId: 's1' },
    );
    expect(standings.refusalOf({ ...ada, organizationId: 'globex' })).toBeUndefined();
    expect(standings.refusalOf({ ...ada, userId: 'bob' })).toBeUndefined();
  });

  it('forgets when every token issued before has expired', () => {
    const standings = after({ action: 'end-session', userId: 'ada', sessionId: 's1' });
    vi.advanceTimersByTime(900_000);
    expect(standings.refusalOf(ada)).toBe('auth.session-revoked');
    vi.advanceTimersByTime(60_000);
    expect(standings.refusalOf(ada)).toBeUndefined();
  });
});
