import type { Person } from './identity.answers.js';
import type { User } from './user.repository.js';

/** What administrators see of someone. */
export function personOf({ userId, email, displayName, roles, disabledAt }: User): Person {
  return { userId, email, displayName, roles: [...roles], disabledAt: disabledAt?.toISOString() ?? null };
}
