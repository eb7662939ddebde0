import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validationPipe } from './validation.pipe.js';

const schema = z.object({
  name: z.string(),
  tags: z.array(z.string()).default([]),
  details: z.record(z.string(), z.string()).default({}),
});
const validate = (value: unknown) => validationPipe().transform(value, { type: 'body', schema });
const refusedAt = (...paths: string[]) =>
  expect.objectContaining({
    issues: paths.map((path) => ({ path, message: 'has characters that no text has' })),
  });

describe('the validation of requests', () => {
  it('answers what the schema makes of them', async () => {
    const text = 'naïve 🙂\nsecond line\t';
    expect(await validate({ name: text })).toEqual({ name: text, tags: [], details: {} });
  });

  it.each([
    [{ name: 'a\0b' }, 'name'],
    [{ name: 'half a smile: \ud83d' }, 'name'],
    [{ name: 'a', tags: ['b', '\0'] }, 'tags.1'],
    [{ name: 'a', details: { key: '\udc00' } }, 'details.key'],
    [{ name: 'a', details: { '\0': 'b' } }, 'details'],
  ])('refuses %j, which the database could not keep', async (value, path) => {
    await expect(validate(value)).rejects.toEqual(refusedAt(path));
  });

  it('tells by its name what a decorator takes out of a request', async () => {
    const metadata = { type: 'param', data: 'cartId', schema: z.uuid() } as const;
    await expect(validationPipe().transform('abc', metadata)).rejects.toMatchObject({
      issues: [{ path: 'cartId', message: 'Invalid UUID' }],
    });
  });

  it('is not drowned by depth', async () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(await validate({ name: 'a', deep })).toEqual({ name: 'a', tags: [], details: {} });
  });

  it('names every place', async () => {
    await expect(validate({ name: '\0', tags: ['\0'] })).rejects.toEqual(refusedAt('name', 'tags.0'));
  });
});
