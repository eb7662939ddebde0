import type { TestProject } from 'vitest/node';
import { buildWorkspace } from './build-workspace.js';
import { requirePrograms } from './programs/require-program.js';
import { type StartedServices, startServices } from './start-services.js';
import './services.js';

interface Shared {
  users: number;
  started: Promise<StartedServices>;
}

declare global {
  // Each project loads this module anew; the servers are one for all of them.
  var businessControlTestServices: Shared | undefined;
}

/** Runs once for every vitest project that has files to run: the first starts the servers, the last stops them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (project.name === 'e2e') {
    await requirePrograms(['chromium']);
    await buildWorkspace(project.vitest.config.root);
  }
  globalThis.businessControlTestServices ??= { users: 0, started: startServices(process.env) };
  const shared = globalThis.businessControlTestServices;
  shared.users += 1;
  project.provide('services', (await shared.started).services);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    globalThis.businessControlTestServices = undefined;
    await (await shared.started).dispose();
  };
}
