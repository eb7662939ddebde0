import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { personSchema } from './person.js';

/** A visitor whom a sales agent looks after. */
export const assignmentSchema = z.object({
  assignmentId: z.uuid(),
  ticketId: z.uuid().describe('the help conversation of the visitor'),
  visitor: personSchema,
  salesAgent: personSchema,
  assignedAt: z.iso.datetime(),
});
/** See {@link assignmentSchema}. */
export type AssignmentPayload = z.infer<typeof assignmentSchema>;

const assignmentEndedSchema = assignmentSchema.extend({
  reason: z
    .enum(['agent-gone', 'visitor-gone', 'handed-over', 'closed'])
    .describe('`handed-over`: somebody gave the conversation to another person, or back to the queue'),
  endedAt: z.iso.datetime(),
});
/** An assignment that is over, and why. */
export type AssignmentEndedPayload = z.infer<typeof assignmentEndedSchema>;

/** The events of assignments: for who looks after visitors, and for the visitor in the room of the conversation. */
export const assignmentEvents = {
  'assignment:created': defineEvent({
    version: 1,
    summary: 'A visitor was assigned to a sales agent',
    payload: assignmentSchema,
    permission: 'chat.help.answer',
    permissionIn: { ticket: 'chat.help' },
    audience: { organization: true, ticket: ({ ticketId }) => ticketId },
    delivery: 'durable',
  }),
  'assignment:ended': defineEvent({
    version: 1,
    summary: 'A sales agent no longer looks after a visitor',
    payload: assignmentEndedSchema,
    permission: 'chat.help.answer',
    permissionIn: { ticket: 'chat.help' },
    audience: { organization: true, ticket: ({ ticketId }) => ticketId },
    delivery: 'durable',
  }),
};
