import { z } from 'zod';

/** Text on one line. Of what JSON can carry, the database refuses zero bytes and halves of surrogate pairs. */
const lineInput = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text');

export const branchNameInput = lineInput(80);

/** It names a room, `branch:{branchId}`, and stands in addresses, of which clients would take dots alone away. */
export const branchIdInput = lineInput(128).refine(
  (id) => id !== '.' && id !== '..',
  'must be more than dots',
);
