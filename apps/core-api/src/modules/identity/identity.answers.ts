import { z } from 'zod';
import { roleNames } from './roles.js';

export const organizationSchema = z.object({
  organizationId: z.string(),
  slug: z.string(),
  name: z.string(),
  currency: z.string().describe('ISO 4217'),
  timeZone: z.string().describe('IANA name'),
});

export type Organization = z.infer<typeof organizationSchema>;

/** Someone who is signed in, as clients see them. */
export const signedInUserSchema = z.object({
  userId: z.string(),
  organizationId: z.string(),
  email: z.string().nullable().describe('null for people of a foreign token issuer'),
  displayName: z.string(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  organization: organizationSchema,
});

/** The tokens of a session, and whose they are. */
export const signedInSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().describe('good for one refresh'),
  expiresIn: z.int().describe('seconds the access token lives'),
  user: signedInUserSchema,
});

/** What signing in answers. */
export const logInAnswerSchema = signedInSchema.extend({
  deviceToken: z
    .string()
    .describe(
      'for the device to keep, also when signed out, and to send with its next sign-in: nobody who guesses elsewhere holds it up then',
    ),
});

export type SignedInUser = z.infer<typeof signedInUserSchema>;
export type SignedIn = z.infer<typeof signedInSchema>;
export type LogInAnswer = z.infer<typeof logInAnswerSchema>;

/** Someone of the organization, as administrators see them. */
export const personSchema = z.object({
  userId: z.string(),
  email: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(roleNames)),
  disabledAt: z.iso.datetime().nullable().describe('null for someone who can sign in'),
});

export const peopleSchema = z.object({
  items: z.array(personSchema).describe('by name'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type Person = z.infer<typeof personSchema>;
export type People = z.infer<typeof peopleSchema>;
