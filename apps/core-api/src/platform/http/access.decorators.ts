import type { Permission } from '@business-control/realtime-contracts';
import { SetMetadata } from '@nestjs/common';

/** Who may call a route. A route that does not say is refused at boot. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'permission'; readonly permission: Permission };

export const ACCESS = Symbol('access');

/** Anyone may call the route, without a token. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Anyone with a valid token may call the route. */
export const Authenticated = () => SetMetadata(ACCESS, { kind: 'authenticated' } satisfies Access);

/** The caller must hold the permission. */
export const RequirePermission = (permission: Permission) =>
  SetMetadata(ACCESS, { kind: 'permission', permission } satisfies Access);
