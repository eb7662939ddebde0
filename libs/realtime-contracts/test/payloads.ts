import fc from 'fast-check';
import type { JsonSchema } from './documents/payload-schema.js';

/** Any character that Unicode can hold; the same as the unit `binary` of fast-check, which takes a second to get ready. */
export const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map(
    (codePoint) => String.fromCodePoint(codePoint),
    (character) => (character as string).codePointAt(0) ?? Number.NaN,
  );

/**
 * Any payload that a published schema allows. It throws on a keyword it does not know, so that no law holds
 * only because a part of the payload was never generated.
 */
export function payloadsOf(schema: JsonSchema | boolean): fc.Arbitrary<unknown> {
  if (schema === true) return fc.jsonValue();
  if (schema === false) throw new Error('nothing satisfies the schema `false`');
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return fc.oneof(...alternatives.map(payloadsOf));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types: readonly (string | undefined)[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  return fc.oneof(...types.map((type) => valuesOf(type, schema)));
}

function valuesOf(type: string | undefined, schema: JsonSchema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer(integerBounds(schema));
    case 'number':
      // JSON has no negative zero.
      return fc.double({ ...numberBounds(schema), noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);
    case 'string':
      return stringsOf(schema);
    case 'array':
      return arraysOf(schema);
    case 'object':
      return objectsOf(schema);
    default:
      throw new Error(`no payloads are known for ${JSON.stringify(schema)}`);
  }
}

function numberBounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema) {
  // Draft-07 writes exclusive bounds as numbers; the type also knows the booleans of draft-04.
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum : undefined;
  const below = typeof exclusiveMaximum === 'number' ? exclusiveMaximum : undefined;
  return {
    min: minimum ?? above ?? Number.MIN_SAFE_INTEGER,
    max: maximum ?? below ?? Number.MAX_SAFE_INTEGER,
    minExcluded: minimum === undefined && above !== undefined,
    maxExcluded: maximum === undefined && below !== undefined,
  };
}

function integerBounds(schema: JsonSchema) {
  const { min, max, minExcluded, maxExcluded } = numberBounds(schema);
  return { min: min + Number(minExcluded), max: max - Number(maxExcluded) };
}

function stringsOf({ format, pattern, minLength = 0, maxLength = minLength + 20 }: JsonSchema) {
  const instant = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString());
  switch (format) {
    case 'uuid':
      return fc.uuid();
    case 'date-time':
      return instant;
    case 'date':
      return instant.map((text) => text.slice(0, 10));
    case 'email':
      return fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.[a-z]{2,3}$/);
    case 'uri':
      return fc.webUrl();
    case undefined:
      return pattern
        ? fc.stringMatching(new RegExp(pattern))
        : fc.string({ unit: anyCharacter, minLength, maxLength });
    default:
      throw new Error(`no strings are known for format ${format}`);
  }
}

function arraysOf({ items, additionalItems, minItems = 0, maxItems = minItems + 3 }: JsonSchema) {
  if (!Array.isArray(items)) {
    return fc.array(payloadsOf(items ?? true), { minLength: minItems, maxLength: maxItems });
  }
  if (additionalItems) throw new Error('a tuple with a rest is not known');
  return fc.tuple(...items.map(payloadsOf));
}

function objectsOf({ properties = {}, required = [], additionalProperties, propertyNames }: JsonSchema) {
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, payloadsOf(schema)])),
    { requiredKeys: required },
  );
  if (typeof additionalProperties !== 'object') return known;
  const keys = payloadsOf(propertyNames ?? { type: 'string' }).map(String);
  return fc
    .tuple(fc.dictionary(keys, payloadsOf(additionalProperties), { maxKeys: 3 }), known)
    .map(([others, named]) => ({ ...others, ...named }));
}
