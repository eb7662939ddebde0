import { coreApiEnvSchema } from '@business-control/core-api';
import { gatewayEnvSchema } from '@business-control/realtime-gateway';
import { z } from 'zod';

/** The settings of an app with their defaults, as text; `undefined` where there is none. */
export type Settings = ReadonlyMap<string, string | undefined>;

export const coreApiSettings = settingsOf(coreApiEnvSchema);
export const gatewaySettings = settingsOf(gatewayEnvSchema);

function settingsOf(schema: z.ZodType): Settings {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return new Map(
    Object.entries(properties).map(([name, property]) => {
      const standard = typeof property === 'boolean' ? undefined : property.default;
      return [name, standard === undefined ? undefined : String(standard)];
    }),
  );
}
