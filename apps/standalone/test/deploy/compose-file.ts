import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const root = new URL('../../../../', import.meta.url);

/** The text of a file of the repository. */
export const fileOf = (path: string) => readFileSync(new URL(path, root), 'utf8');

const service = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
  restart: z.string().optional(),
  user: z.string().optional(),
  environment: z.record(z.string(), z.string().nullable()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()).optional(), start_period: z.string() }).optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  logging: z.object({ options: z.record(z.string(), z.string()) }).optional(),
  stop_grace_period: z.string().optional(),
  mem_limit: z.string().optional(),
});

const composeFile = z.object({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
});

export type ComposeService = z.output<typeof service>;

/** The compose file as `docker compose` reads it with these variables; throws when a required one is not set. */
export function readCompose(variables: Readonly<Record<string, string>>) {
  const document: unknown = parse(fileOf('docker-compose.yml'), { merge: true });
  return composeFile.parse(interpolated(document, variables));
}

/** What a container gets: a name without a value is passed on, or left out when it is not set. */
export function environmentOf(
  { environment }: ComposeService,
  variables: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const resolved = value ?? variables[name];
      return resolved === undefined ? [] : [[name, resolved]];
    }),
  );
}

/** Every variable that the compose file takes from `.env`. */
export function composeVariables(): Set<string> {
  const text = fileOf('docker-compose.yml');
  const interpolations = [...text.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name ?? '');
  const { services } = readCompose(Object.fromEntries(interpolations.map((name) => [name, 'set'])));
  const passedOn = Object.values(services).flatMap(({ environment }) =>
    Object.entries(environment).flatMap(([name, value]) => (value === null ? [name] : [])),
  );
  return new Set([...interpolations, ...passedOn]);
}

function interpolated(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return interpolatedText(value, variables);
  if (Array.isArray(value)) return value.map((entry) => interpolated(entry, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, interpolated(entry, variables)]),
  );
}

function interpolatedText(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([A-Z0-9_]+)(?::([?-])([^}]*))?\}/g, (_match, name, kind, rest) => {
    const value = variables[name];
    if (value !== undefined && value !== '') return value;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return kind === '-' ? rest : '';
  });
}
