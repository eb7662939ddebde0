import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { idSchema } from './person.js';

/** A place of the organization, which orders and channels name. */
export const branchSchema = z.object({
  branchId: idSchema.describe('what orders, channels and rooms name; it never changes'),
  name: z.string(),
});
/** See {@link branchSchema}. */
export type BranchPayload = z.infer<typeof branchSchema>;

/** The events of branches. */
export const branchEvents = {
  'branch:updated': defineEvent({
    version: 1,
    summary: 'A branch was added or renamed',
    payload: branchSchema,
    permission: 'branches.read',
    audience: { organization: true },
    delivery: 'latest',
    conflateBy: (branch) => branch.branchId,
  }),
};
