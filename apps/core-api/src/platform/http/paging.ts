import { z } from 'zod';

/** How many items a list answers; query strings carry text. */
export const limitInput = z.coerce.number().int().min(1).max(200).default(50);
