import fc from 'fast-check';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccessTokenSigner } from './access-token-signer.js';
import { AccessTokenVerifier } from './access-token-verifier.js';
import type { Principal } from './principal.js';

const secret = 'a secret of more than thirty-two characters';
const settings = { secret, issuer: 'business-control', audience: 'business-control' };
const verifier = new AccessTokenVerifier({ ...settings, algorithms: ['HS256'] });
const signer = new AccessTokenSigner({ ...settings, ttlSeconds: 900 });

const ada: Omit<Principal, 'expiresAt'> = {
  userId: 'u1',
  organizationId: 'acme',
  deviceId: 'till-1',
  sessionId: 's1',
  displayName: 'Ada',
  roles: ['cashier'],
  permissions: ['pos.read', 'pos.sell'],
};

const now = () => Math.floor(Date.now() / 1000);
const goodClaims = (): JWTPayload => ({
  iss: 'business-control',
  aud: 'business-control',
  sub: 'u1',
  org: 'acme',
  iat: now(),
  exp: now() + 60,
});

async function tokenOf(claims: JWTPayload, key = secret, alg = 'HS256'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
}

function without(claim: string): JWTPayload {
  return Object.fromEntries(Object.entries(goodClaims()).filter(([name]) => name !== claim));
}

// However long a test takes, signer and verifier have one time.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('a token that core-api signed', () => {
  it('says whom it speaks for and until when', async () => {
    const { token, expiresIn } = await signer.sign(ada);

    expect(expiresIn).toBe(900);
    expect(await verifier.verify(token)).toEqual({ ...ada, expiresAt: (now() + 900) * 1_000 });
  });

  it('brings every principal back as it was', async () => {
    // Not the unit `binary`, which takes a second to get ready.
    const character = fc
      .oneof(fc.integer({ min: 1, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
      .map((codePoint) => String.fromCodePoint(codePoint));
    const id = fc
      .string({ minLength: 1, maxLength: 200, unit: character })
      .filter((value) => value.length <= 200);
    const names = fc.array(fc.string({ minLength: 1 }), { maxLength: 5 });
    const principals = fc.record({
      userId: id,
      organizationId: id,
      deviceId: fc.option(id),
      sessionId: fc.option(id),
      displayName: fc.string({ unit: character }),
      roles: names,
      permissions: names,
    });

    await fc.assert(
      fc.asyncProperty(principals, async (principal) => {
        const { token } = await signer.sign(principal);
        expect(await verifier.verify(token)).toMatchObject(principal);
      }),
    );
  });

  it('is refused once a single character of it was changed', async () => {
    const { token } = await signer.sign(ada);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 2), fc.constantFrom(...alphabet), async (at, character) => {
        fc.pre(token[at] !== character);
        await expect(
          verifier.verify(token.slice(0, at) + character + token.slice(at + 1)),
        ).rejects.toMatchObject({
          name: 'AccessTokenError',
        });
      }),
    );
  });
});

describe('a token is refused', () => {
  it.each<[string, () => Promise<string> | string, string]>([
    ['when there is none', () => '', 'auth.token-missing'],
    ['when it is no JWT', () => 'Bearer of nothing', 'auth.token-malformed'],
    ['when its claims are no JSON', () => 'eyJhbGciOiJIUzI1NiJ9.bm90IGpzb24.AAAA', 'auth.token-signature'],
    ['with alg none', () => new UnsecuredJWT(goodClaims()).encode(), 'auth.token-algorithm'],
    [
      'with an HMAC that is not on the list',
      () => tokenOf(goodClaims(), secret.repeat(2), 'HS512'),
      'auth.token-algorithm',
    ],
    ['signed with another secret', () => tokenOf(goodClaims(), 'x'.repeat(40)), 'auth.token-signature'],
    ['of another issuer', () => tokenOf({ ...goodClaims(), iss: 'someone' }), 'auth.token-issuer'],
    ['without an issuer', () => tokenOf(without('iss')), 'auth.token-issuer'],
    ['for another audience', () => tokenOf({ ...goodClaims(), aud: ['payroll'] }), 'auth.token-audience'],
    ['without an audience', () => tokenOf(without('aud')), 'auth.token-audience'],
    ['after its time', () => tokenOf({ ...goodClaims(), exp: now() - 6 }), 'auth.token-expired'],
    ['before its time', () => tokenOf({ ...goodClaims(), nbf: now() + 10 }), 'auth.token-not-yet-valid'],
    ['from the future', () => tokenOf({ ...goodClaims(), iat: now() + 10 }), 'auth.token-not-yet-valid'],
    ['that never expires', () => tokenOf(without('exp')), 'auth.token-claims'],
    [
      'with a time that is no number',
      () => tokenOf({ ...goodClaims(), nbf: 'noon' as unknown as number }),
      'auth.token-claims',
    ],
    ['without a user', () => tokenOf(without('sub')), 'auth.token-claims'],
    ['without an organization', () => tokenOf(without('org')), 'auth.token-claims'],
    ['with an empty organization', () => tokenOf({ ...goodClaims(), org: '' }), 'auth.token-claims'],
    [
      'with a device that no database keeps',
      () => tokenOf({ ...goodClaims(), dev: 'till\0' }),
      'auth.token-claims',
    ],
    [
      'with an organization that is no text',
      () => tokenOf({ ...goodClaims(), org: ['acme'] }),
      'auth.token-claims',
    ],
    [
      'with permissions that are no list',
      () => tokenOf({ ...goodClaims(), permissions: '*' }),
      'auth.token-claims',
    ],
  ])('%s', async (_case, token, code) => {
    await expect(verifier.verify(await token())).rejects.toMatchObject({ name: 'AccessTokenError', code });
  });

  it('without its text appearing in the error', async () => {
    const token = await tokenOf(goodClaims(), 'x'.repeat(40));

    const error = await verifier.verify(token).catch((reason: Error) => reason);

    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain(token.slice(-20));
  });
});

describe('the clocks of issuer and verifier', () => {
  it('may differ by a few seconds', async () => {
    await expect(verifier.verify(await tokenOf({ ...goodClaims(), exp: now() - 2 }))).resolves.toBeDefined();
    await expect(verifier.verify(await tokenOf({ ...goodClaims(), nbf: now() + 2 }))).resolves.toBeDefined();
  });
});

describe('a token of a foreign issuer', () => {
  it.each<[string, Record<string, unknown>, Partial<Principal>]>([
    ['organizationId', { organizationId: 'globex', org: undefined }, { organizationId: 'globex' }],
    ['organization_id', { organization_id: 'globex', org: undefined }, { organizationId: 'globex' }],
    ['user_id', { user_id: 'u9', sub: undefined }, { userId: 'u9', displayName: 'u9' }],
    ['deviceId', { deviceId: 'd9' }, { deviceId: 'd9' }],
    ['email', { email: 'ada@acme.test' }, { displayName: 'ada@acme.test' }],
  ])('may use the claim %s', async (_name, claims, expected) => {
    const token = await tokenOf({ ...goodClaims(), ...claims });

    await expect(verifier.verify(token)).resolves.toMatchObject(expected);
  });

  it('needs neither device, session, name, roles nor permissions', async () => {
    await expect(verifier.verify(await tokenOf(goodClaims()))).resolves.toMatchObject({
      deviceId: null,
      sessionId: null,
      displayName: 'u1',
      roles: [],
      permissions: [],
    });
  });
});
