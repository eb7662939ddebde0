import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { catalogue } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { breakingChanges } from './breaking-changes.js';
import { payloadSchemaOf, schemaFileOf } from './payload-schema.js';

const folder = new URL('../../schemas/', import.meta.url);
const declared = Object.entries(catalogue.entries);

describe('the stored schema of', () => {
  it.each(declared)(
    '%s is the one that is published, and only ever changed compatibly',
    async (name, event) => {
      const file = new URL(schemaFileOf(name, event.version), folder);
      const current = payloadSchemaOf(event);
      const broken = existsSync(file) ? breakingChanges(JSON.parse(readFileSync(file, 'utf8')), current) : [];
      const advice = `readers of ${name} version ${event.version} would break: raise its version to ${event.version + 1}`;
      expect(broken, advice).toEqual([]);
      await expect(`${JSON.stringify(current, null, 2)}\n`).toMatchFileSnapshot(file.pathname);
    },
  );
});

it('no schema is stored that no event ever had', () => {
  const known = declared.flatMap(([name, { version }]) =>
    Array.from({ length: version }, (_, index) => schemaFileOf(name, index + 1)),
  );
  expect(known).toEqual(expect.arrayContaining(readdirSync(folder)));
});
