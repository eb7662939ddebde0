import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';

export interface SigningKey {
  readonly jwk: JWK;
  readonly publicKey: CryptoKey;
  sign(claims: JWTPayload, header?: { alg?: string; kid?: string }): Promise<string>;
}

/** A fresh key pair of an issuer. */
export async function signingKey(
  alg: 'RS256' | 'ES256' | 'EdDSA' | 'PS256',
  kid: string,
): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  return {
    publicKey,
    jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    sign: (claims, header) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(privateKey),
  };
}

/** An issuer's key endpoint, until the test ends. `keys` may be changed; `requests` counts what was asked of it. */
export async function startKeyServer(...keys: JWK[]) {
  const state = { keys, status: 200, requests: 0 };
  const server = createServer((_request, response) => {
    state.requests += 1;
    response.writeHead(state.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: state.keys }));
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(stop);
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: new URL(`http://127.0.0.1:${port}/keys`), stop });
}
