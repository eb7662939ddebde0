import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findProgram } from './find-program.js';

describe('finding a program', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'business-control-programs-'));
    vi.stubEnv('PATH', folder);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  it('looks in the folders of PATH, under every name the program goes by', async () => {
    await writeFile(join(folder, 'valkey-server'), '#!/bin/sh\n', { mode: 0o755 });

    expect(findProgram('redis')).toBe(join(folder, 'valkey-server'));
  });

  it('passes over files that cannot be run', async () => {
    await writeFile(join(folder, 'redis-server'), '', { mode: 0o644 });

    expect(findProgram('redis')).toBeUndefined();
  });
});
