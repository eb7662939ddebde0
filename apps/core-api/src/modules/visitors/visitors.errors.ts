import type { ErrorTable } from '../../platform/errors/error-codes.js';

export const visitorsErrors = {
  'visitors.organization-not-found': { status: 404, message: 'There is no such organization to visit' },
  'visitors.unavailable': {
    status: 404,
    message: 'Visitors are not received here: tokens come from another issuer',
  },
  'visitors.session-ended': {
    status: 401,
    message: 'The visit has ended: begin another',
    routes: 'open-to-guests',
  },
  'visitors.forbidden': {
    status: 403,
    message: 'Visitors may take part in their help conversation alone',
    routes: 'closed-to-guests',
  },
  'visitors.not-a-visitor': { status: 403, message: 'The token is not that of a visitor' },
} as const satisfies ErrorTable;

declare module '../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    visitors: keyof typeof visitorsErrors;
  }
}
