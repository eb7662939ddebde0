import { type EventDefinition, routingKeyOf } from '@business-control/realtime-contracts';
import { z } from 'zod';

/** JSON Schema draft-07: the dialect that AsyncAPI and code generators of most languages read. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * What a payload looks like on the wire. Objects stay open, because a reader must let new properties pass;
 * a known `format` says more to a reader than the pattern behind it.
 */
export function payloadSchemaOf(definition: EventDefinition): JsonSchema {
  return jsonSchemaOf(definition.payload);
}

export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-07',
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern;
    },
  });
}

/** Where the schema of a version is kept: `pos:cart:updated` 1 → `pos.cart.updated@1.json`. */
export function schemaFileOf(name: string, version: number): string {
  return `${routingKeyOf(name)}@${version}.json`;
}
