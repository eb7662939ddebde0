import type { ErrorTable } from '../../platform/errors/error-codes.js';

export const identityErrors = {
  'auth.credentials-invalid': { status: 401, message: 'Organization, email or password is wrong' },
  'auth.too-many-attempts': { status: 429, message: 'Too many attempts to sign in: try again later' },
  'auth.refresh-token-invalid': { status: 401, message: 'The refresh token is unknown or has expired' },
  'auth.session-ended': { status: 401, message: 'The session has ended: sign in again', routes: 'all' },
  'auth.user-disabled': { status: 401, message: 'The user is disabled', routes: 'all' },
  'auth.sign-in-elsewhere': { status: 404, message: 'People sign in at the identity provider, not here' },
  'auth.organization-not-found': { status: 404, message: 'The organization of the token is not known here' },
  'identity.user-not-found': { status: 404, message: 'There is no such user' },
  'identity.email-taken': {
    status: 409,
    message: 'Someone of the organization has this email address already',
  },
  'identity.password-wrong': { status: 403, message: 'The current password is wrong' },
  'identity.password-unchanged': { status: 409, message: 'The new password is the current one' },
  'identity.password-own': {
    status: 409,
    message: 'Whoever knows the current password changes it; it is reset for others alone',
  },
  'identity.session-not-found': { status: 404, message: 'There is no such session' },
  'identity.last-admin': { status: 409, message: 'The organization would be left without an administrator' },
} as const satisfies ErrorTable;

declare module '../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    identity: keyof typeof identityErrors;
  }
}
