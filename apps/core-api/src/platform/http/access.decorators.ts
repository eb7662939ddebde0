import type { Permission } from '@business-control/realtime-contracts';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

/** Who may call a route. A route that does not say is refused at boot. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'permission'; readonly permission: Permission };

export const ACCESS = Symbol('access');

/** Anyone may call the route, without a token. */
export const Public = () => allow({ kind: 'public' });

/** Anyone with a valid token may call the route, guests only where it is open to them. */
export const Authenticated = () => allow({ kind: 'authenticated' });

/** The caller must hold the permission. */
export const RequirePermission = (permission: Permission) => allow({ kind: 'permission', permission });

/** Somebody without an account: `too` for a route that others call as well, `alone` for one that is for nobody else. */
export type Guests = 'too' | 'alone';

export const GUESTS = Symbol('guests');

/** Guests may call the route, beside what its access asks of everybody. Without it they are refused. */
export const OpenToGuests = (guests: Guests = 'too') =>
  applyDecorators(SetMetadata(GUESTS, guests), ApiExtension(GUESTS_EXTENSION, guests));

/** Where the documents say who may call an operation. */
export const ACCESS_EXTENSION = 'x-access';

/** Where they say that guests may. */
export const GUESTS_EXTENSION = 'x-guests';

/** Both the guard and the documents read it. */
function allow(access: Access) {
  return applyDecorators(SetMetadata(ACCESS, access), ApiExtension(ACCESS_EXTENSION, access));
}
