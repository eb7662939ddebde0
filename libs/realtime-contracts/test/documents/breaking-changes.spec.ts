import { catalogue } from '@business-control/realtime-contracts';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { payloadsOf } from '../payloads.js';
import { breakingChanges } from './breaking-changes.js';
import { type JsonSchema, jsonSchemaOf, payloadSchemaOf } from './payload-schema.js';

const changes = (before: z.ZodType, after: z.ZodType) =>
  breakingChanges(jsonSchemaOf(before), jsonSchemaOf(after));

const base = z.object({ id: z.uuid(), note: z.string().optional(), count: z.int().positive() });

describe('breakingChanges', () => {
  it.each<[string, z.ZodType, z.ZodType]>([
    ['a new property', base, base.extend({ more: z.string() })],
    ['a new optional property', base, base.extend({ more: z.string().optional() })],
    ['an optional property that is always there now', base, base.required()],
    ['a nullable value that is never null now', z.string().nullable(), z.string()],
    ['a narrower enum', z.enum(['a', 'b', 'c']), z.enum(['a', 'c'])],
    ['an enum instead of any string', z.string(), z.enum(['a', 'b'])],
    ['an integer instead of any number', z.number(), z.int()],
    ['tighter bounds', z.int().min(0).max(10), z.int().min(1).max(9)],
    ['a bound written the other way', z.int().positive(), z.int().min(1)],
    ['a format instead of any string', z.string(), z.uuid()],
    ['fewer members of a union', z.union([z.string(), z.boolean()]), z.boolean()],
    ['another order of a union', z.union([z.string(), z.boolean()]), z.union([z.boolean(), z.string()])],
    ['a value where anything was allowed', z.unknown(), base],
    ['another description', z.string().describe('one'), z.string().describe('two')],
    [
      'another name for what a record is keyed by',
      z.record(z.string(), z.int()),
      z.record(z.uuid(), z.int()),
    ],
  ])('lets %s pass', (_, before, after) => {
    expect(changes(before, after)).toEqual([]);
  });

  const kind = (name: string, shape: z.ZodRawShape = {}) => z.object({ kind: z.literal(name), ...shape });

  it.each<[string, z.ZodType, z.ZodType, string]>([
    ['a removed property', base, base.omit({ id: true }), 'payload.id was removed'],
    ['a removed optional property', base, base.omit({ note: true }), 'payload.note was removed'],
    [
      'a property that may be missing',
      base,
      base.partial({ id: true }),
      'payload.id is no longer always present',
    ],
    ['another type', base, base.extend({ id: z.int() }), 'payload.id may be integer, and was string'],
    ['any number instead of integers', z.int(), z.number(), 'payload may be number, and was integer'],
    ['a value that may be null', z.string(), z.string().nullable(), 'payload may be null, and was string'],
    ['a wider enum', z.enum(['a']), z.enum(['a', 'b']), 'payload may be "b", and was one of "a"'],
    [
      'any string instead of an enum',
      z.enum(['a']),
      z.string(),
      'payload may be any string, and was one of "a"',
    ],
    ['a lost format', z.uuid(), z.string(), 'payload changed its format from "uuid" to none'],
    ['another pattern', z.string().regex(/a/), z.string().regex(/b/), 'payload changed its pattern'],
    ['a lower minimum', z.int().min(1), z.int().min(0), 'payload may be lower than before'],
    [
      'a minimum that is now included',
      z.number().gt(0),
      z.number().min(0),
      'payload may be lower than before',
    ],
    ['a higher maximum', z.int().max(9), z.int().max(10), 'payload may be higher than before'],
    ['a longer string', z.string().max(3), z.string().max(4), 'payload has a looser maxLength'],
    [
      'an array that may be empty',
      z.array(z.int()).min(1),
      z.array(z.int()),
      'payload has a looser minItems',
    ],
    ['a change inside an array', z.array(base), z.array(base.omit({ id: true })), 'payload[].id was removed'],
    [
      'a change inside a record',
      z.record(z.string(), z.int()),
      z.record(z.string(), z.string()),
      'payload.*',
    ],
    [
      'other names in a record',
      z.record(z.uuid(), z.int()),
      z.record(z.string(), z.int()),
      'names in payload',
    ],
    ['another tuple', z.tuple([z.int()]), z.tuple([z.int(), z.int()]), 'payload is another tuple'],
    ['a new property of a closed object', z.strictObject({}), z.object({ a: z.int() }), 'payload.a'],
    ['a new member of a union', kind('a'), z.union([kind('a'), kind('b')]), 'payload.kind may be "b"'],
    [
      'a change inside a member of a union',
      z.union([kind('a', { x: z.int() }), kind('b')]),
      z.union([kind('a', { x: z.string() }), kind('b')]),
      'payload.x may be string, and was integer',
    ],
    ['anything instead of something', z.string(), z.unknown(), 'payload may be anything, and was string'],
  ])('names %s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
  });

  it('finds nothing between a schema and itself', () => {
    for (const definition of Object.values(catalogue.entries)) {
      const schema = payloadSchemaOf(definition);
      expect(breakingChanges(schema, structuredClone(schema))).toEqual([]);
    }
  });

  it('counts a change of a keyword that it does not understand', () => {
    const plain: JsonSchema = { type: 'string', contentMediaType: 'text/plain' };
    expect(breakingChanges(plain, { type: 'string' })).toEqual([
      'payload changed its contentMediaType from "text/plain" to none',
    ]);
    expect(breakingChanges({ type: 'string' }, plain)).toHaveLength(1);
  });

  it('finds nothing only when the old schema accepts whatever the new one allows', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    let compatible = 0;
    for (const schemas of placesOfSchemas()) {
      const payloads = new Map(schemas.map((schema) => [schema, fc.sample(payloadsOf(schema), 20)]));
      for (const before of schemas) {
        const accepts = ajv.compile(before);
        for (const after of schemas) {
          if (breakingChanges(before, after).length > 0) continue;
          compatible += 1;
          for (const payload of payloads.get(after) ?? []) {
            expect(accepts(payload), JSON.stringify({ before, after, payload })).toBe(true);
          }
        }
      }
    }
    expect(compatible).toBeGreaterThan(250);
  });
});

/** Some small schemas, alone and in one place of some larger schemas. */
function placesOfSchemas(): JsonSchema[][] {
  const small = [
    z.string(),
    z.string().min(1),
    z.string().max(2),
    z.enum(['a', 'b']),
    z.enum(['a']),
    z.literal('b'),
    z.string().nullable(),
    z.int(),
    z.int().positive(),
    z.int().min(0).max(3),
    z.number(),
    z.number().gt(0).lt(9),
    z.boolean().nullable(),
    z.null(),
    z.array(z.int()).max(2),
    z.array(z.number()),
    z.record(z.string(), z.int()),
    z.object({ a: z.int() }),
    z.object({ a: z.int().optional() }),
    z.strictObject({ a: z.int() }),
  ];
  const places: ((inner: z.ZodType) => z.ZodType)[] = [
    (inner) => inner,
    (inner) => z.object({ inner, other: z.int() }),
    (inner) => z.object({ inner: inner.optional() }),
    (inner) => z.union([inner, z.boolean()]),
    (inner) => z.array(inner),
    (inner) => z.union([z.object({ t: z.literal('a'), inner }), z.object({ t: z.literal('b') })]),
  ];
  return places.map((place) => small.map((schema) => jsonSchemaOf(place(schema))));
}
