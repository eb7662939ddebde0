import type { ErrorTable } from '../../../platform/errors/error-codes.js';

export const simulatorErrors = {
  'simulator.switched-off': { status: 409, message: 'The simulator is switched off here' },
} as const satisfies ErrorTable;

declare module '../../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    simulator: keyof typeof simulatorErrors;
  }
}
