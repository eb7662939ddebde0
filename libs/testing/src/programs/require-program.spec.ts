import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aptCanInstall, aptInstall } from './apt.js';
import { findProgram } from './find-program.js';
import { requireProgram, requirePrograms } from './require-program.js';

vi.mock('./apt.js', () => ({ aptCanInstall: vi.fn(), aptInstall: vi.fn() }));
vi.mock('./find-program.js', () => ({ findProgram: vi.fn() }));

describe('requiring programs', () => {
  let present: Set<string>;

  beforeEach(() => {
    present = new Set(['rabbitmq', 'epmd', 'redis', 'postgres', 'initdb', 'chromium', 'haproxy']);
    vi.mocked(findProgram).mockImplementation((name) => (present.has(name) ? `/usr/bin/${name}` : undefined));
    vi.mocked(aptCanInstall).mockReturnValue(true);
    vi.mocked(aptInstall).mockReset();
  });

  it('answers with the path of a program that is there, without installing anything', async () => {
    await expect(requireProgram('redis')).resolves.toBe('/usr/bin/redis');
    expect(aptInstall).not.toHaveBeenCalled();
  });

  it('installs everything that is missing at once, each package once', async () => {
    for (const name of ['postgres', 'initdb', 'haproxy']) present.delete(name);

    await requirePrograms(['redis', 'postgres', 'initdb']);

    expect(vi.mocked(aptInstall).mock.calls).toEqual([[['postgresql', 'haproxy']]]);
  });

  it('installs once for callers at the same time', async () => {
    for (const name of ['redis', 'postgres']) present.delete(name);
    vi.mocked(aptInstall).mockImplementation(async () => {
      for (const name of ['redis', 'postgres']) present.add(name);
    });

    await Promise.all([requireProgram('redis'), requireProgram('postgres')]);

    expect(aptInstall).toHaveBeenCalledTimes(1);
  });

  it('leaves other programs alone when those it needs are there', async () => {
    present.delete('chromium');

    await requirePrograms(['redis', 'postgres', 'initdb']);

    expect(aptInstall).not.toHaveBeenCalled();
  });

  it('says what to install where it may not install', async () => {
    vi.mocked(aptCanInstall).mockReturnValue(false);
    present.delete('rabbitmq');
    present.delete('redis');

    await expect(requirePrograms(['rabbitmq', 'redis'])).rejects.toThrow(
      'the tests need rabbitmq-server, redis-server: install them, or start Docker, or set TEST_RABBITMQ_URL, TEST_REDIS_URL and TEST_POSTGRES_URI',
    );
  });

  it('does not offer Docker for the browser', async () => {
    vi.mocked(aptCanInstall).mockReturnValue(false);
    present.delete('chromium');

    await expect(requireProgram('chromium')).rejects.toThrow(/^the tests need chromium: install them$/);
  });

  it('says so when an installed program still cannot be found', async () => {
    present.delete('haproxy');

    await expect(requireProgram('haproxy')).rejects.toThrow(
      'haproxy is installed, but its program cannot be found',
    );
  });
});
