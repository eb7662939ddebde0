import { AccessTokenSigner, AccessTokenVerifier } from '@business-control/access-token';

const trust = { issuer: 'business-control', audience: 'business-control' };

/** Signs a token anew, so that it says the same and lives for `ttlSeconds` from now. */
export async function shortLived(token: string, secret: string, ttlSeconds: number): Promise<string> {
  const verifier = new AccessTokenVerifier({ ...trust, algorithms: ['HS256'], secret });
  const signer = new AccessTokenSigner({ ...trust, secret, ttlSeconds });
  return (await signer.sign(await verifier.verify(token))).token;
}
