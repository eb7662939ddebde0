import type { ErrorTable } from '../../platform/errors/error-codes.js';

/** Every rule of branches that can be violated, as HTTP answers it. */
export const branchesErrors = {
  'branches.branch-not-found': { status: 404, message: 'There is no such branch' },
  'branches.branch-id-taken': { status: 409, message: 'Another branch has this id' },
  'branches.branch-name-taken': { status: 409, message: 'Another branch has this name' },
} as const satisfies ErrorTable;

declare module '../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    branches: keyof typeof branchesErrors;
  }
}
