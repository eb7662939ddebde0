import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['@business-control/source'] };
const sources = ['apps/*/{src,test}', 'libs/*/{src,test}'];
const specs = (suffix: string) => sources.map((folder) => `${folder}/**/*${suffix}.spec.{ts,tsx}`);
const realServices = {
  globalSetup: ['libs/testing/src/vitest-global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['apps/*/src/**/*.{ts,tsx}', 'libs/*/src/**/*.ts'],
      exclude: ['**/*.spec.{ts,tsx}', '**/*.features.ts', '**/*.test-d.ts'],
      thresholds: { lines: 90 },
    },
    projects: [
      {
        resolve,
        ssr: { resolve },
        test: { name: 'unit', include: specs(''), exclude: [...specs('.int'), ...specs('.e2e')] },
      },
      {
        resolve,
        ssr: { resolve },
        test: { name: 'integration', include: specs('.int'), ...realServices },
      },
      {
        resolve,
        ssr: { resolve },
        test: { name: 'e2e', include: specs('.e2e'), ...realServices, fileParallelism: false },
      },
      {
        resolve,
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['{apps,libs}/*/{src,test}/**/*.test-d.ts'] },
        },
      },
    ],
  },
});
