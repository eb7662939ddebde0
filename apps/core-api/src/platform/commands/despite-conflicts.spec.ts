import { describe, expect, it, vi } from 'vitest';
import { DatabaseFailure } from '../database/database-failure.js';
import { despiteConflicts } from './despite-conflicts.js';

const conflict = new DatabaseFailure('database.conflict', new Error('deadlock detected'));

describe('a transaction that gives in to another one', () => {
  it('runs again', async () => {
    const transaction = vi.fn().mockRejectedValueOnce(conflict).mockRejectedValueOnce(conflict);
    await despiteConflicts(transaction.mockResolvedValueOnce('done'));
    expect(transaction).toHaveBeenCalledTimes(3);
  });

  it('does not run for ever', async () => {
    const transaction = vi.fn().mockRejectedValue(conflict);
    await expect(despiteConflicts(transaction)).rejects.toBe(conflict);
    expect(transaction).toHaveBeenCalledTimes(3);
  });

  it('runs once when it fails for any other reason: it may have been committed', async () => {
    const unknown = new DatabaseFailure('database.outcome-unknown', new Error('terminated'));
    const transaction = vi.fn().mockRejectedValue(unknown);
    await expect(despiteConflicts(transaction)).rejects.toBe(unknown);
    expect(transaction).toHaveBeenCalledTimes(1);
  });
});
