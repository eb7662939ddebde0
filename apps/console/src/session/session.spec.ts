import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Session } from './session.js';
import { SessionStorage } from './session-storage.js';
import type { SignedInUser, SignIn } from './signed-in-user.js';

const user: SignedInUser = {
  userId: 'u1',
  organization: { organizationId: 'o1', name: 'Acme' },
  displayName: 'Manager',
  email: 'signedIn@acme.test',
  roles: ['cashier'],
  permissions: ['pos.read'],
};

const signIn = (n: number, expiresIn = 900): SignIn => ({
  accessToken: `access-${n}`,
  refreshToken: `refresh-${n}`,
  expiresIn,
  user,
});

class MemoryStorage extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null;
  setItem = (key: string, value: string) => void this.set(key, value);
  removeItem = (key: string) => void this.delete(key);
}

const server = vi.fn<(path: string, body: Record<string, unknown>) => Response>();

beforeEach(() => {
  server.mockReset();
  vi.stubGlobal('localStorage', new MemoryStorage());
  vi.stubGlobal('fetch', async (path: string, { body = '{}' }) => server(path, JSON.parse(body)));
});

function openWindow(browser = new MemoryStorage(), own = new MemoryStorage()) {
  const storage = new SessionStorage(own as unknown as Storage, browser as unknown as Storage);
  storage.onChange = () => {};
  return { browser, own, session: new Session(storage) };
}

const credentials = { organization: 'acme', email: 'signedIn@acme.test', password: 'secret', stay: true };

describe('Session', () => {
  it('knows whether the server ended it, until somebody signs in again', async () => {
    server.mockImplementation(() => Response.json(signIn(1, 0)));
    const { session } = openWindow();
    await session.signIn(credentials);
    await session.signOut();
    expect(session.ended()).toBe(false);

    await session.signIn(credentials);
    server.mockImplementation(() =>
      Response.json({ error: { code: 'auth.session-ended' } }, { status: 401 }),
    );
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'auth.session-ended' });
    expect([session.user(), session.ended()]).toEqual([null, true]);

    server.mockImplementation(() => Response.json(signIn(2)));
    await session.signIn(credentials);
    expect(session.ended()).toBe(false);
  });

  it('remembers who is signed in over a reload, but no access token', async () => {
    server.mockReturnValueOnce(Response.json(signIn(1)));
    const before = openWindow();
    await before.session.signIn(credentials);
    expect(JSON.stringify([...before.browser.values()])).not.toContain('access-1');

    const after = openWindow(before.browser);
    expect(after.session.user()).toEqual(user);
    server.mockReturnValueOnce(Response.json(signIn(2)));
    expect(await after.session.accessToken()).toBe('access-2');
    expect(server).toHaveBeenLastCalledWith('/auth/refresh', { refreshToken: 'refresh-1' });
  });

  it('keeps a session to the window when the user does not want to stay signed in', async () => {
    server.mockReturnValueOnce(Response.json(signIn(1)));
    const { session, browser, own } = openWindow();
    await session.signIn({ ...credentials, stay: false });
    expect([browser.size, own.size]).toEqual([0, 1]);
  });

  it('renews a token once for everybody who asks at the same time', async () => {
    server.mockReturnValueOnce(Response.json(signIn(1, 10)));
    const { session } = openWindow();
    await session.signIn(credentials);

    server.mockReturnValueOnce(Response.json(signIn(2)));
    const tokens = await Promise.all([session.accessToken(), session.accessToken(), session.accessToken()]);

    expect(tokens).toEqual(['access-2', 'access-2', 'access-2']);
    expect(server).toHaveBeenCalledTimes(2);
  });

  it('renews a token that the server refused, and presents the newest refresh token', async () => {
    server.mockReturnValueOnce(Response.json(signIn(1)));
    const { session } = openWindow();
    await session.signIn(credentials);
    expect(await session.accessToken()).toBe('access-1');

    server.mockReturnValueOnce(Response.json(signIn(2))).mockReturnValueOnce(Response.json(signIn(3)));
    expect(await session.accessToken('access-1')).toBe('access-2');
    expect(await session.accessToken('access-2')).toBe('access-3');
    expect(server).toHaveBeenLastCalledWith('/auth/refresh', { refreshToken: 'refresh-2' });
  });

  it('learns with a new token what the user may do now, and tells of it only when that changed', async () => {
    server.mockReturnValueOnce(Response.json(signIn(1)));
    const { session } = openWindow();
    await session.signIn(credentials);
    const changed = vi.fn();
    session.subscribe(changed);

    const promoted = { ...user, roles: ['manager'], permissions: ['pos.read', 'pos.totals.read'] };
    server.mockReturnValueOnce(Response.json({ ...signIn(2), user: promoted }));
    server.mockReturnValueOnce(Response.json({ ...signIn(3), user: promoted }));
    await session.accessToken('access-1');
    await session.accessToken('access-2');

    expect(session.user()).toEqual(promoted);
    expect(changed).toHaveBeenCalledOnce();
  });

  it('signs out when the server ended the session', async () => {
    server.mockReturnValueOnce(Response.json(signIn(1, 10)));
    const { session } = openWindow();
    await session.signIn(credentials);
    const changed = vi.fn();
    session.subscribe(changed);

    const body = { error: { code: 'auth.session-ended', message: 'over' } };
    server.mockReturnValueOnce(Response.json(body, { status: 401 }));
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'auth.session-ended' });

    expect(session.user()).toBeNull();
    expect(changed).toHaveBeenCalledOnce();
  });

  it('signs out here even when the server is out of reach', async () => {
    server.mockReturnValueOnce(Response.json(signIn(1)));
    const { session, browser } = openWindow();
    await session.signIn(credentials);

    server.mockImplementationOnce(() => {
      throw new TypeError('failed to fetch');
    });
    await session.signOut();

    expect(server).toHaveBeenLastCalledWith('/auth/logout', {});
    expect([session.user(), browser.size]).toEqual([null, 0]);
  });

  it('stays signed in while the server is out of reach', async () => {
    server.mockReturnValueOnce(Response.json(signIn(1, 10)));
    const { session } = openWindow();
    await session.signIn(credentials);

    server.mockImplementationOnce(() => {
      throw new TypeError('failed to fetch');
    });
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'network.unreachable' });
    expect(session.user()).toEqual(user);
  });
});
