import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseFailure } from '../database/database-failure.js';

const ATTEMPTS = 3;
const MOST_MS = 100;

/** Runs a transaction again that had to give in to another one; at a random time, so that they do not meet once more. */
export async function despiteConflicts<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      const conflict = error instanceof DatabaseFailure && error.code === 'database.conflict';
      if (!conflict || attempt === ATTEMPTS) throw error;
      await sleep(Math.random() * MOST_MS);
    }
  }
}
