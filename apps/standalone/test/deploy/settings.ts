import { coreApiEnvSchema } from '@business-control/core-api';
import { gatewayEnvSchema } from '@business-control/realtime-gateway';
import { z } from 'zod';

/** A setting as its schema declares it. */
export interface Setting {
  /** As text; `undefined` where there is none. */
  readonly standard: string | undefined;
  readonly description: string;
  /** The values it may have; empty when they cannot be counted. */
  readonly values: readonly string[];
  /** `NAME=value` of the setting that makes this one necessary. */
  readonly requiredWhen: string | undefined;
}

export type Settings = ReadonlyMap<string, Setting>;

export const coreApiSettings = settingsOf(coreApiEnvSchema);
export const gatewaySettings = settingsOf(gatewayEnvSchema);

function settingsOf(schema: z.ZodObject): Settings {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return new Map(
    Object.entries(properties).map(([name, property]) => {
      const declared = typeof property === 'boolean' ? {} : property;
      const { description = '', enum: values = [], requiredWhen } = declared;
      const field = schema.shape[name];
      return [
        name,
        {
          standard: field instanceof z.ZodDefault ? String(field.def.defaultValue) : undefined,
          description,
          values: values.map(String),
          requiredWhen: typeof requiredWhen === 'string' ? requiredWhen : undefined,
        },
      ];
    }),
  );
}
