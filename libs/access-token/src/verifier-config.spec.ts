import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accessTokenEnv } from './access-token-env.js';
import { verifierConfigFrom } from './verifier-config.js';

const read = (source: Record<string, string>) => z.object(accessTokenEnv).parse(source);
const secret = 's'.repeat(32);

describe('the settings of access tokens', () => {
  it('default to tokens that core-api signs for itself', () => {
    expect(verifierConfigFrom(read({ JWT_SECRET: secret }))).toEqual({
      issuer: 'business-control',
      audience: 'business-control',
      algorithms: ['HS256'],
      secret,
    });
  });

  it('take public keys from an address and then accept public-key algorithms alone', () => {
    const env = read({
      JWKS_URL: 'https://id.acme.test/keys',
      JWT_ISSUER: 'https://id.acme.test',
      JWT_AUDIENCE: 'till',
    });

    expect(verifierConfigFrom(env)).toEqual({
      issuer: 'https://id.acme.test',
      audience: 'till',
      algorithms: ['RS256', 'ES256', 'EdDSA'],
      jwksUrl: new URL('https://id.acme.test/keys'),
    });
  });

  it('know issuer, audience and keys of a Firebase project', () => {
    expect(verifierConfigFrom(read({ FIREBASE_PROJECT_ID: 'acme-shops' }))).toEqual({
      issuer: 'https://securetoken.google.com/acme-shops',
      audience: 'acme-shops',
      algorithms: ['RS256'],
      jwksUrl: new URL(
        'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
      ),
    });
  });

  it.each([
    ['nothing', {}, 'JWT_SECRET is required (or JWKS_URL, or FIREBASE_PROJECT_ID)'],
    [
      'two ways at once',
      { JWT_SECRET: secret, JWKS_URL: 'https://id.acme.test/keys' },
      'JWT_SECRET and JWKS_URL exclude each other: set one of them',
    ],
    [
      'keys without an issuer',
      { JWKS_URL: 'https://id.acme.test/keys', JWT_AUDIENCE: 'till' },
      'JWT_ISSUER must name the issuer of the tokens when JWKS_URL is set',
    ],
    [
      'an audience beside a Firebase project',
      { FIREBASE_PROJECT_ID: 'acme-shops', JWT_AUDIENCE: 'till' },
      'JWT_AUDIENCE must not be set when FIREBASE_PROJECT_ID is: it implies them',
    ],
  ])('refuse %s by name', (_case, source, message) => {
    expect(() => verifierConfigFrom(read(source))).toThrow(message);
  });

  it('refuse a short secret by name, also where no schema has looked at it', () => {
    const env = { ...read({}), JWT_SECRET: 's'.repeat(31) };

    expect(() => verifierConfigFrom(env)).toThrow('JWT_SECRET must have at least 32 characters');
  });

  it.each([
    ['JWT_SECRET', 'too short', 'must have at least 32 characters'],
    ['JWKS_URL', 'file:///etc/keys', 'must be an http:// or https:// address'],
    ['FIREBASE_PROJECT_ID', 'acme/../other', 'must be the id of a Firebase project'],
  ])('are checked by the schema: %s', (name, value, message) => {
    const { error } = z.object(accessTokenEnv).safeParse({ [name]: value });

    expect(error?.issues).toMatchObject([{ path: [name], message }]);
  });
});
