import { z } from 'zod';

/** Text on one line, 1 to `maxLength` characters without the space around it. */
export const lineInput = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text');
