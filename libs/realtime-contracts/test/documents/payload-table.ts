import type { JsonSchema } from './payload-schema.js';

/** One property of a payload, however deep: `lines[].discounts[].amount`. */
export interface PayloadProperty {
  readonly path: string;
  readonly type: string;
  /** Whether the property is there whenever what contains it is. */
  readonly always: boolean;
  readonly description: string;
}

/** Every property of a payload in the order of its declaration, containers before what they contain. */
export function payloadProperties(schema: JsonSchema | boolean, path = ''): PayloadProperty[] {
  if (typeof schema === 'boolean') return [];
  const members = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const items = Array.isArray(schema.items) ? [] : [schema.items ?? false];
  const known = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const own = path ? `${path}.${name}` : name;
    const { description = '' } = typeof property === 'boolean' ? {} : property;
    const always = schema.required?.includes(name) ?? false;
    return [{ path: own, type: typeOf(property), always, description }, ...payloadProperties(property, own)];
  });
  return unique([
    ...known,
    ...members.flatMap((member) => payloadProperties(member, path)),
    ...items.flatMap((item) => payloadProperties(item, `${path}[]`)),
    ...payloadProperties(schema.additionalProperties ?? false, `${path}{}`),
  ]);
}

/** A union names a property of several members several times: the first says it all but the values. */
function unique(properties: PayloadProperty[]): PayloadProperty[] {
  const types = Map.groupBy(properties, ({ path }) => path);
  return [...types.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const type = [...new Set([first, ...others].map((property) => property.type))].join(' \\| ');
    return [{ ...first, type }];
  });
}

function typeOf(schema: JsonSchema | boolean): string {
  if (typeof schema === 'boolean') return 'anything';
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return [...new Set(union.map(typeOf))].join(' \\| ');
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(' \\| ');
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'anything'];
  return types.map((type) => `${type}${type === 'null' ? '' : detailOf(schema)}`).join(' \\| ');
}

function detailOf(schema: JsonSchema): string {
  const { format, pattern, minimum, exclusiveMinimum, maximum, minLength, maxLength } = schema;
  const details = [
    format,
    pattern && `\`${pattern.replaceAll('|', '\\|')}\``,
    exclusiveMinimum === 0 && 'positive',
    minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER && `≥ ${minimum}`,
    maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && `≤ ${maximum}`,
    minLength !== undefined && `at least ${minLength} characters`,
    maxLength !== undefined && `at most ${maxLength} characters`,
  ].filter(Boolean);
  return details.length > 0 ? `, ${details.join(', ')}` : '';
}
