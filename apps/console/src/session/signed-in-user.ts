import type { Permission } from '@business-control/realtime-contracts';

/** The user as `POST /auth/login` answers it. */
export interface SignedInUser {
  readonly userId: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly permissions: readonly Permission[];
  readonly organization: { readonly organizationId: string; readonly name: string };
}

/** The answer of `POST /auth/refresh`. */
export interface SignIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds the access token is good for. */
  readonly expiresIn: number;
  readonly user: SignedInUser;
}

/** The answer of `POST /auth/login`. */
export interface LogIn extends SignIn {
  /** For the next sign-in in this browser, whoever it is. */
  readonly deviceToken: string;
}
