import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUse, takeLock } from './folder-lock.js';

describe('the lock of a folder', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'folder-lock-'));
    path = join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('names its holder to the next one', () => {
    takeLock(path);
    expect(() => takeLock(path)).toThrow(new FolderInUse(process.pid));
  });

  it('is free after release and leaves nothing behind', () => {
    takeLock(path)();
    takeLock(path)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a process that does not exist', '2147483646'],
    ['another process that has the id by now', `${process.pid} 1`],
    ['nobody, as it is empty', ''],
    ['nobody, as it is nonsense', 'nonsense'],
  ])('is taken over from %s', (_, holder) => {
    writeFileSync(path, holder);
    const release = takeLock(path);
    expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${process.pid}`));
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not released by a holder that lost it', () => {
    const release = takeLock(path);
    writeFileSync(path, 'someone else');
    release();
    expect(readFileSync(path, 'utf8')).toBe('someone else');
  });
});
