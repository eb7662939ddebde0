import type { SignedInUser } from './identity.answers.js';
import { permissionsOf } from './roles.js';
import type { Member } from './user.repository.js';

/** What clients see of someone who signs in. */
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
