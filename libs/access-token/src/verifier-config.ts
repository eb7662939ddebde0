import { type AccessTokenEnv, ownName, shortestSecret } from './access-token-env.js';

/** Whose tokens are accepted. The kind of key decides the algorithms: a public key can never serve as an HS256 secret. */
export type VerifierConfig = {
  readonly issuer: string;
  readonly audience: string;
} & (
  | { readonly algorithms: readonly ['HS256']; readonly secret: string }
  | { readonly algorithms: readonly PublicKeyAlgorithm[]; readonly jwksUrl: URL }
);

export type PublicKeyAlgorithm = 'RS256' | 'ES256' | 'EdDSA';

const firebaseKeys =
  'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com';

/** Reads who is trusted from the settings. Throws with the name of the setting when none or more than one way is configured. */
export function verifierConfigFrom(env: AccessTokenEnv): VerifierConfig {
  const ways = (['JWT_SECRET', 'JWKS_URL', 'FIREBASE_PROJECT_ID'] as const).filter(
    (name) => env[name] !== undefined,
  );
  if (ways.length === 0) throw new Error('JWT_SECRET is required (or JWKS_URL, or FIREBASE_PROJECT_ID)');
  if (ways.length > 1) throw new Error(`${ways.join(' and ')} exclude each other: set one of them`);
  if (env.FIREBASE_PROJECT_ID !== undefined) return firebase(env, env.FIREBASE_PROJECT_ID);
  if (env.JWKS_URL !== undefined) return publicKeys(env, env.JWKS_URL);
  return ownSecret(env, env.JWT_SECRET ?? '');
}

function ownSecret(
  { JWT_ISSUER: issuer, JWT_AUDIENCE: audience }: AccessTokenEnv,
  secret: string,
): VerifierConfig {
  if (secret.length < shortestSecret) {
    throw new Error(`JWT_SECRET must have at least ${shortestSecret} characters`);
  }
  return { issuer, audience, algorithms: ['HS256'], secret };
}

function publicKeys(
  { JWT_ISSUER: issuer, JWT_AUDIENCE: audience }: AccessTokenEnv,
  url: string,
): VerifierConfig {
  // The default audience may well be the one a foreign issuer was told; its own name it never is.
  if (issuer === ownName)
    throw new Error('JWT_ISSUER must name the issuer of the tokens when JWKS_URL is set');
  return { issuer, audience, algorithms: ['RS256', 'ES256', 'EdDSA'], jwksUrl: new URL(url) };
}

function firebase(env: AccessTokenEnv, project: string): VerifierConfig {
  const given = (['JWT_ISSUER', 'JWT_AUDIENCE'] as const).filter((name) => env[name] !== ownName);
  if (given.length > 0)
    throw new Error(`${given.join(' and ')} must not be set when FIREBASE_PROJECT_ID is: it implies them`);
  return {
    issuer: `https://securetoken.google.com/${project}`,
    audience: project,
    algorithms: ['RS256'],
    jwksUrl: new URL(firebaseKeys),
  };
}
