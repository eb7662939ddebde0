import { lineInput } from '../../platform/text/line-input.js';

export const branchNameInput = lineInput(80);

/** It names a room, `branch:{branchId}`, and stands in addresses, of which clients would take dots alone away. */
export const branchIdInput = lineInput(128).refine(
  (id) => id !== '.' && id !== '..',
  'must be more than dots',
);
