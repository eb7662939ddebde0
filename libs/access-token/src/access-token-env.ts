import { z } from 'zod';

/** HS256 wants a key of 256 bits; 32 characters are the least that can carry them. */
export const shortestSecret = 32;

/** The issuer and audience of tokens that core-api signs itself. */
export const ownName = 'business-control';

/** Settings of whoever signs or verifies access tokens; an app spreads them into its schema. */
export const accessTokenEnv = {
  JWT_SECRET: z
    .string()
    .min(shortestSecret, `must have at least ${shortestSecret} characters`)
    .optional()
    .describe('key of the tokens that core-api signs (HS256), at least 32 random characters'),
  JWT_ISSUER: z.string().min(1).default(ownName).describe('issuer a token must name'),
  JWT_AUDIENCE: z.string().min(1).default(ownName).describe('audience a token must name'),
  JWKS_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
    .optional()
    .describe('public keys of a foreign issuer (RS256, ES256, EdDSA), instead of JWT_SECRET'),
  FIREBASE_PROJECT_ID: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the id of a Firebase project')
    .optional()
    .describe('accept tokens of this Firebase project, instead of JWT_SECRET or JWKS_URL'),
};

export type AccessTokenEnv = z.output<z.ZodObject<typeof accessTokenEnv>>;
