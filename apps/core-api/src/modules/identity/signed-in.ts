import { z } from 'zod';
import { organizationSchema } from './organization.repository.js';
import { permissionsOf } from './roles.js';
import type { Member } from './user.repository.js';

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

export function signedInUser({ user, organization }: Member): SignedInUser {
  const { userId, email, displayName, roles } = user;
  const { organizationId } = organization;
  return {
    userId,
    organizationId,
    email,
    displayName,
    roles: [...roles],
    permissions: permissionsOf(roles),
    organization,
  };
}
