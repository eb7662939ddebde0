import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['@business-control/source'] };
const sources = ['apps/*/{src,test}', 'libs/*/{src,test}'];
const specs = (suffix: string) => sources.map((folder) => `${folder}/**/*${suffix}.spec.{ts,tsx}`);
/** The compiler takes one tsconfig.json at a time. */
const typeTests = globSync('{apps,libs}/*/{src,test}/**/*.test-d.ts', { cwd: import.meta.dirname });
const packagesWithTypeTests = [...new Set(typeTests.map((file) => file.split('/').slice(0, 2).join('/')))];
/** Who receives which event: whole lines in one process, which bear company as integration tests do. */
const eventSpecs = ['apps/standalone/test/events/*.e2e.spec.ts'];
/** Tests on real servers mostly wait: a second worker pays on two cores already. */
const maxWorkers = Math.max(2, availableParallelism() - 1);
const realServices = {
  globalSetup: ['libs/testing/src/vitest-global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // A missing snapshot is a stale document: only `npm run docs` writes one.
    update: 'none',
    coverage: {
      provider: 'v8',
      reporter: ['text-summary', 'html', 'json-summary'],
      include: ['{apps,libs}/*/src/**/*.{ts,tsx}'],
      exclude: [
        '**/*.spec.{ts,tsx}',
        '**/*.features.ts',
        '**/*.test-d.ts',
        // Parts of the tests, not of the product.
        'libs/testing/**',
        // These run in Chromium and in child processes, where the counter does not reach; e2e tests drive them.
        'apps/console/src/**/*.tsx',
        'apps/*/src/{main,create-organization}.ts',
      ],
      // Decorated constructors distort the figures of branches.
      thresholds: { lines: 90 },
    },
    projects: [
      {
        resolve,
        ssr: { resolve },
        test: {
          name: 'unit',
          include: specs(''),
          exclude: [...specs('.int'), ...specs('.e2e')],
          maxWorkers,
          // For machines under load: a wait in a test ends with its condition.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr: { resolve },
        test: {
          name: 'integration',
          include: [...specs('.int'), ...eventSpecs],
          maxWorkers,
          ...realServices,
        },
      },
      {
        resolve,
        ssr: { resolve },
        test: {
          name: 'e2e',
          include: specs('.e2e'),
          exclude: eventSpecs,
          ...realServices,
          // Servers are started, killed and started again within a test.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Whole systems, one after the other and after everything else: they measure what users would notice.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      ...packagesWithTypeTests.map((folder) => ({
        resolve,
        test: {
          name: `types-${basename(folder)}`,
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            tsconfig: `${folder}/tsconfig.json`,
            include: [`${folder}/{src,test}/**/*.test-d.ts`],
          },
        },
      })),
    ],
  },
});
