import { globSync, readFileSync } from 'node:fs';
import { type CatalogueEntries, catalogue } from '@business-control/realtime-contracts';
import { expect, it } from 'vitest';

it('every event that clients receive is received in an end-to-end test', () => {
  const specs = globSync('**/*.e2e.spec.ts', { cwd: import.meta.dirname })
    .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
    .join('\n');
  const entries: CatalogueEntries = catalogue.entries;
  const received = Object.entries(entries).filter(([, { audience }]) => Object.keys(audience).length > 0);
  expect(received.length).toBeGreaterThan(20);
  expect(received.map(([name]) => name).filter((name) => !specs.includes(`'${name}'`))).toEqual([]);
});
