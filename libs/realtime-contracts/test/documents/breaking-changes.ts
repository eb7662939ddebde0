import type { JsonSchema } from './payload-schema.js';

type Schema = JsonSchema | boolean;

/**
 * Why a reader of `before` could stumble over a payload written by `after`; nothing when it cannot.
 *
 * The reader is the measure: it validates with the old schema, or was written by hand against it. So everything the new
 * producer may write must have been allowed before. Compatible: a new property, an optional property that is now
 * always there, a narrower enum, a tighter bound. Breaking: whatever is removed, no longer always there, wider or of
 * another type. A removed optional property breaks too: its name could come back with another meaning.
 * A change of a keyword that this function does not understand counts as breaking.
 */
export function breakingChanges(before: Schema, after: Schema, at = 'payload'): string[] {
  const [old, now] = [alternativesOf(before), alternativesOf(after)];
  return now.flatMap((alternative) => {
    const comparisons = old.map((candidate) => compare(candidate, alternative, at));
    const best = comparisons.reduce<string[] | undefined>(
      (fewest, changes) => (fewest && fewest.length <= changes.length ? fewest : changes),
      undefined,
    );
    return best ?? [`${at} may be ${nameOf(alternative)}, and was nothing before`];
  });
}

/** One schema for each type and each member of a union; `{}` allows anything. */
function alternativesOf(schema: Schema): JsonSchema[] {
  if (typeof schema === 'boolean') return schema ? [{}] : [];
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return union.flatMap(alternativesOf);
  if (!Array.isArray(schema.type)) return [schema];
  return (schema.type as string[]).map((type) => {
    const { enum: values, ...rest } = schema;
    const own = values?.filter((value) => isOfType(value, type));
    return { ...rest, type, ...(own && { enum: own }) } as JsonSchema;
  });
}

function compare(before: JsonSchema, after: JsonSchema, at: string): string[] {
  if (before.type !== undefined && before.type !== after.type) {
    const narrower = before.type === 'number' && after.type === 'integer';
    if (!narrower) return [`${at} may be ${nameOf(after)}, and was ${nameOf(before)}`];
  }
  return [
    ...valueChanges(before, after, at),
    ...boundChanges(before, after, at),
    ...keywordChanges(before, after, at),
    ...propertyChanges(before, after, at),
    ...itemChanges(before, after, at),
  ];
}

function valueChanges(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  if (!old) return [];
  if (!now) return [`${at} may be any ${nameOf(after)}, and was one of ${old.join(', ')}`];
  const added = now.filter((value) => !old.includes(value));
  return added.map((value) => `${at} may be ${value}, and was one of ${old.join(', ')}`);
}

function valuesOf(schema: JsonSchema): string[] | undefined {
  const values = schema.const === undefined ? schema.enum : [schema.const];
  return values?.map((value) => JSON.stringify(value));
}

const LOWER = ['minLength', 'minItems', 'minProperties'] as const;
const UPPER = ['maxLength', 'maxItems', 'maxProperties'] as const;

function boundChanges(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const lowered = LOWER.filter((bound) => (after[bound] ?? 0) < (before[bound] ?? 0));
  const raised = UPPER.filter((bound) => (after[bound] ?? Infinity) > (before[bound] ?? Infinity));
  const [oldMin, newMin] = [limitOf(before, 'inimum', 1), limitOf(after, 'inimum', 1)];
  const [oldMax, newMax] = [limitOf(before, 'aximum', -1), limitOf(after, 'aximum', -1)];
  return [
    ...[...lowered, ...raised].map((bound) => `${at} has a looser ${bound}`),
    ...(isLooser(oldMin, newMin, -1) ? [`${at} may be lower than before`] : []),
    ...(isLooser(oldMax, newMax, 1) ? [`${at} may be higher than before`] : []),
  ];
}

type Limit = { readonly value: number; readonly exclusive: boolean };

function limitOf(schema: JsonSchema, bound: 'inimum' | 'aximum', inwards: 1 | -1): Limit {
  const inclusive = schema[`m${bound}`];
  if (typeof inclusive === 'number') return { value: inclusive, exclusive: false };
  const exclusive = schema[`exclusiveM${bound}`];
  if (typeof exclusive !== 'number') return { value: -inwards * Infinity, exclusive: false };
  return schema.type === 'integer'
    ? { value: exclusive + inwards, exclusive: false }
    : { value: exclusive, exclusive: true };
}

function isLooser(before: Limit, after: Limit, outwards: 1 | -1): boolean {
  if (after.value === before.value) return before.exclusive && !after.exclusive;
  return Math.sign(after.value - before.value) === outwards;
}

/** Keywords that only narrow; losing or changing one widens. */
const NARROWING = new Set(['format', 'pattern', 'multipleOf', 'uniqueItems', 'contentEncoding']);
/** Keywords compared elsewhere, and those that only tell people something. */
const UNDERSTOOD = new Set([
  ...['type', 'const', 'enum', 'anyOf', 'oneOf', ...LOWER, ...UPPER],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['properties', 'required', 'additionalProperties', 'propertyNames', 'items', 'additionalItems'],
  ...['$schema', '$id', '$comment', 'id', 'title', 'description', 'examples', 'default', 'deprecated'],
]);

function keywordChanges(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keywords].flatMap((keyword) => {
    if (UNDERSTOOD.has(keyword)) return [];
    const [old, now] = [before[keyword], after[keyword]].map((value) => JSON.stringify(value));
    if (old === now || (NARROWING.has(keyword) && old === undefined)) return [];
    return [`${at} changed its ${keyword} from ${old ?? 'none'} to ${now ?? 'none'}`];
  });
}

function propertyChanges(before: JsonSchema, after: JsonSchema, at: string): string[] {
  if (after.type !== 'object') return [];
  const [old, now] = [before.properties ?? {}, after.properties ?? {}];
  const others = before.additionalProperties ?? true;
  const known = Object.entries(old).flatMap(([name, schema]) => {
    const property = `${at}.${name}`;
    const next = now[name];
    if (next === undefined) return [`${property} was removed`];
    const vanishing = before.required?.includes(name) && !after.required?.includes(name);
    return [
      ...(vanishing ? [`${property} is no longer always present`] : []),
      ...breakingChanges(schema, next, property),
    ];
  });
  const added = Object.entries(now)
    .filter(([name]) => !Object.hasOwn(old, name))
    .flatMap(([name, schema]) => [
      ...breakingChanges(others, schema, `${at}.${name}`),
      ...breakingChanges(
        before.propertyNames ?? true,
        { type: 'string', const: name },
        `the name ${at}.${name}`,
      ),
    ]);
  return [
    ...known,
    ...added,
    ...breakingChanges(others, after.additionalProperties ?? true, `${at}.*`),
    ...breakingChanges(before.propertyNames ?? true, after.propertyNames ?? true, `names in ${at}`),
  ];
}

function itemChanges(before: JsonSchema, after: JsonSchema, at: string): string[] {
  if (after.type !== 'array') return [];
  const [old, now] = [before.items ?? true, after.items ?? true];
  if (!Array.isArray(old) && !Array.isArray(now)) return breakingChanges(old, now, `${at}[]`);
  const tuples = [before, after].map(({ items, additionalItems }) =>
    JSON.stringify([items, additionalItems]),
  );
  return tuples[0] === tuples[1] ? [] : [`${at} is another tuple`];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  return typeof value === (type === 'integer' ? 'number' : type) && value !== null;
}

function nameOf(schema: JsonSchema): string {
  return valuesOf(schema)?.join(', ') ?? String(schema.type ?? 'anything');
}
