import { defineCatalogue, defineEvent } from '@business-control/realtime-contracts';
import { z } from 'zod';

/** A catalogue of tests: one event that goes to a workstation alone. */
export const tillCatalogue = defineCatalogue({
  'till:drawer:opened': defineEvent({
    version: 1,
    summary: 'The drawer of a till was opened',
    payload: z.object({ tillId: z.string() }),
    permission: 'pos.read',
    audience: { workstation: ({ tillId }) => tillId },
    delivery: 'durable',
  }),
});
