import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { idSchema } from './person.js';

const userId = idSchema;

/** Facts about people and their sessions. They stay between services; gateways act on them. */
export const identityEvents = {
  'identity:session:revoked': defineEvent({
    version: 1,
    summary:
      'A session ended: signed out, revoked, in favour of a newer one, with a changed password, or with a stolen refresh token',
    payload: z.object({ userId, sessionId: idSchema }),
    permission: 'identity.read',
    audience: {},
    control: ({ userId, sessionId }) => ({ action: 'end-session', userId, sessionId }),
    delivery: 'durable',
  }),
  'identity:user:disabled': defineEvent({
    version: 1,
    summary: 'A user was disabled and may neither sign in nor stay connected',
    payload: z.object({ userId }),
    permission: 'identity.read',
    audience: {},
    control: ({ userId }) => ({ action: 'ban-user', userId }),
    delivery: 'durable',
  }),
  'identity:user:enabled': defineEvent({
    version: 1,
    summary: 'A disabled user may sign in again',
    payload: z.object({ userId }),
    permission: 'identity.read',
    audience: {},
    control: ({ userId }) => ({ action: 'admit-user', userId }),
    delivery: 'durable',
  }),
  'identity:role:changed': defineEvent({
    version: 1,
    summary: 'The roles of a user changed, and with them what the user may do',
    payload: z.object({
      userId,
      roles: z.array(z.string()).describe('all roles the user holds now'),
      permissions: z.array(z.string()).describe('what these roles allow together'),
    }),
    permission: 'identity.read',
    audience: {},
    control: ({ userId, permissions }) => ({ action: 'change-permissions', userId, permissions }),
    delivery: 'durable',
  }),
};
