import { readFileSync } from 'node:fs';
import { catalogue } from '@business-control/realtime-contracts';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { asyncApiDocument } from './asyncapi.js';
import { eventsPage } from './events-page.js';

const docs = '../../../../docs';

describe('docs/EVENTS.md', () => {
  it('is what the catalogue says; `npm run docs` writes it', async () => {
    await expect(eventsPage(catalogue)).toMatchFileSnapshot(`${docs}/EVENTS.md`);
  });
});

describe('docs/asyncapi.yaml', () => {
  const document = asyncApiDocument(catalogue);

  it('is what the catalogue says; `npm run docs` writes it', async () => {
    const yaml = stringify(document, { aliasDuplicateObjects: false, lineWidth: 110 });
    await expect(yaml).toMatchFileSnapshot(`${docs}/asyncapi.yaml`);
  });

  it('follows the AsyncAPI 3.0 specification', () => {
    // The specification brings the meta-schema of draft-07 along.
    const ajv = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false });
    const specification = import.meta.resolve('@asyncapi/specs/schemas/3.0.0.json');
    const isAsyncApi = ajv.compile(JSON.parse(readFileSync(new URL(specification), 'utf8')));
    isAsyncApi(document);
    expect(isAsyncApi.errors ?? []).toEqual([]);
  });

  it('refers only to what it contains', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(references.length).toBeGreaterThan(catalogue.names.length);
    const missing = references.filter((path) => valueAt(document, path.split('/')) === undefined);
    expect(missing).toEqual([]);
  });

  it('describes every event on its way to services and to clients', () => {
    for (const name of catalogue.names) {
      const key = name.replaceAll(':', '.');
      expect(valueAt(document, ['channels', key, 'bindings', 'amqp', 'exchange', 'type'])).toBe('topic');
      expect(valueAt(document, ['operations', `publish.${key}`, 'action'])).toBe('send');
      expect(valueAt(document, ['operations', `deliver.${key}`, 'action'])).toBe('send');
      expect(valueAt(document, ['channels', 'realtime', 'messages', key])).toBeDefined();
    }
  });
});

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (Object.hasOwn(Object(inner), key) ? Object(inner)[key] : undefined),
    value,
  );
}
