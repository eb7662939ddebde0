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

/** What signing in and refreshing answer. */
export const signedInSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().describe('good for one refresh'),
  expiresIn: z.int().describe('seconds the access token lives'),
  user: signedInUserSchema,
});

export type SignedInUser = z.infer<typeof signedInUserSchema>;
export type SignedIn = z.infer<typeof signedInSchema>;

/** Someone of the organization, as administrators see them. */
export const personSchema = z.object({
  userId: z.string(),
  email: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(roleNames)),
  disabledAt: z.iso.datetime().nullable().describe('null for someone who can sign in'),
});

export const peopleSchema = z.object({ items: z.array(personSchema).describe('by name') });

export type Person = z.infer<typeof personSchema>;
export type People = z.infer<typeof peopleSchema>;
