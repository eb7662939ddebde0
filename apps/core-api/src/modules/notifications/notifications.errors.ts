import type { ErrorTable } from '../../platform/errors/error-codes.js';

export const notificationsErrors = {
  'notifications.notification-not-found': {
    status: 404,
    message: 'The user has no such notification; old ones are deleted',
  },
} as const satisfies ErrorTable;

declare module '../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    notifications: keyof typeof notificationsErrors;
  }
}
