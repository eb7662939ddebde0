import type { Organization } from './organization.repository.js';
import { permissionsOf } from './roles.js';
import type { Member } from './user.repository.js';

/** Someone who is signed in, as clients see them. */
export interface SignedInUser {
  readonly userId: string;
  readonly organizationId: string;
  readonly email: string | null;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly organization: Organization;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds the access token lives. */
  readonly expiresIn: number;
}

/** What signing in and refreshing answer. */
export interface SignedIn extends Tokens {
  readonly user: SignedInUser;
}

export function signedInUser({ user, organization }: Member): SignedInUser {
  const { userId, email, displayName, roles } = user;
  const { organizationId } = organization;
  return {
    userId,
    organizationId,
    email,
    displayName,
    roles,
    permissions: permissionsOf(roles),
    organization,
  };
}
