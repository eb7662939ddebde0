import { exportSPKI, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { AccessTokenVerifier } from '../src/index.js';
import { signingKey, startKeyServer } from './key-server.js';

const issuer = 'https://id.acme.test';
const audience = 'till';

function verifierOf(jwksUrl: URL): AccessTokenVerifier {
  return new AccessTokenVerifier({ issuer, audience, algorithms: ['RS256', 'ES256', 'EdDSA'], jwksUrl });
}

function claims(): JWTPayload {
  return { iss: issuer, aud: audience, sub: 'u1', org: 'acme', exp: Math.floor(Date.now() / 1000) + 60 };
}

describe('tokens of an issuer with public keys', () => {
  it.each(['RS256', 'ES256', 'EdDSA'] as const)('are accepted with %s', async (alg) => {
    const key = await signingKey(alg, 'k1');
    const server = await startKeyServer(key.jwk);

    const principal = verifierOf(server.url).verify(await key.sign(claims()));

    await expect(principal).resolves.toMatchObject({ userId: 'u1', organizationId: 'acme' });
  });

  it('cost one request for the keys, not one each', async () => {
    const key = await signingKey('ES256', 'k1');
    const server = await startKeyServer(key.jwk);
    const verifier = verifierOf(server.url);

    for (let count = 0; count < 5; count++) await verifier.verify(await key.sign(claims()));

    expect(server.requests).toBe(1);
  });

  it('are refused with a public-key algorithm that is not on the list', async () => {
    const key = await signingKey('PS256', 'k1');
    const server = await startKeyServer(key.jwk);

    const verified = verifierOf(server.url).verify(await key.sign(claims()));

    await expect(verified).rejects.toMatchObject({ code: 'auth.token-algorithm' });
    expect(server.requests).toBe(0);
  });

  it('cannot be forged by using the public key as an HS256 secret', async () => {
    const key = await signingKey('RS256', 'k1');
    const server = await startKeyServer(key.jwk);
    const secret = new TextEncoder().encode(await exportSPKI(key.publicKey));
    const forged = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret);

    await expect(verifierOf(server.url).verify(forged)).rejects.toMatchObject({
      code: 'auth.token-algorithm',
    });
  });

  it('are refused by a verifier that only has a secret', async () => {
    const key = await signingKey('RS256', 'k1');
    const verifier = new AccessTokenVerifier({
      issuer,
      audience,
      algorithms: ['HS256'],
      secret: 's'.repeat(32),
    });

    await expect(verifier.verify(await key.sign(claims()))).rejects.toMatchObject({
      code: 'auth.token-algorithm',
    });
  });

  it('are refused when another key signed under a known key id', async () => {
    const [known, other] = [await signingKey('RS256', 'k1'), await signingKey('RS256', 'k1')];
    const server = await startKeyServer(known.jwk);

    const verified = verifierOf(server.url).verify(await other.sign(claims()));

    await expect(verified).rejects.toMatchObject({ code: 'auth.token-signature' });
  });

  it('are refused for an unknown key, and forged key ids do not flood the issuer', async () => {
    const [known, unknown] = [await signingKey('ES256', 'k1'), await signingKey('ES256', 'k2')];
    const server = await startKeyServer(known.jwk);
    const verifier = verifierOf(server.url);

    for (let count = 0; count < 5; count++) {
      await expect(verifier.verify(await unknown.sign(claims()))).rejects.toMatchObject({
        code: 'auth.token-key-unknown',
      });
    }

    expect(server.requests).toBe(1);
  });

  it('are refused as unverifiable while the keys cannot be reached, and accepted once they can', async () => {
    const key = await signingKey('ES256', 'k1');
    const server = await startKeyServer(key.jwk);
    const verifier = verifierOf(server.url);
    server.status = 503;
    const token = await key.sign(claims());

    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'auth.keys-unavailable' });
    server.status = 200;

    await expect(verifier.verify(token)).resolves.toMatchObject({ userId: 'u1' });
  });

  it('are refused as unverifiable when nothing listens at the address of the keys', async () => {
    const key = await signingKey('ES256', 'k1');
    const server = await startKeyServer(key.jwk);
    await server.stop();

    const verified = verifierOf(server.url).verify(await key.sign(claims()));

    await expect(verified).rejects.toMatchObject({ code: 'auth.keys-unavailable' });
  });

  it('stay acceptable while the issuer is away, once its keys are known', async () => {
    const key = await signingKey('ES256', 'k1');
    const server = await startKeyServer(key.jwk);
    const verifier = verifierOf(server.url);
    await verifier.verify(await key.sign(claims()));
    await server.stop();

    await expect(verifier.verify(await key.sign(claims()))).resolves.toMatchObject({ userId: 'u1' });
  });

  it('are refused for another issuer and another audience', async () => {
    const key = await signingKey('EdDSA', 'k1');
    const server = await startKeyServer(key.jwk);
    const verifier = verifierOf(server.url);

    await expect(
      verifier.verify(await key.sign({ ...claims(), iss: 'https://id.globex.test' })),
    ).rejects.toMatchObject({
      code: 'auth.token-issuer',
    });
    await expect(verifier.verify(await key.sign({ ...claims(), aud: 'payroll' }))).rejects.toMatchObject({
      code: 'auth.token-audience',
    });
  });
});
