import type { OpenAPIObject } from '@nestjs/swagger';
import { type ErrorDefinition, type ErrorTable, platformErrors } from '../errors/error-codes.js';
import { ACCESS_EXTENSION, type Access, GUESTS_EXTENSION } from './access.decorators.js';
import { ERRORS_OF_EXTENSION } from './errors-of.decorator.js';
import { type NamedOperation, operationsOf } from './openapi-operations.js';

const ERROR = 'ErrorAnswer';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const schema: Schema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'requestId'],
      properties: {
        code: { type: 'string', description: 'stable, for programs' },
        message: { type: 'string', description: 'for people' },
        facts: { type: 'object', additionalProperties: true, description: 'the figures behind it' },
        issues: {
          type: 'array',
          description: 'what is wrong with which field, with `request.invalid`',
          items: {
            type: 'object',
            properties: { path: { type: 'string' }, message: { type: 'string' } },
          },
        },
        requestId: { type: 'string' },
      },
    },
  },
};

/**
 * Adds to every operation the errors it may answer, by status: those of every request, those of its access and of who calls, and
 * those that its module (its tag) and the modules it reaches can cause.
 */
export function addErrors(document: OpenAPIObject, table: ErrorTable): void {
  document.components = { ...document.components };
  document.components.schemas = { ...document.components.schemas, [ERROR]: schema };
  for (const named of operationsOf(document)) {
    const { operation } = named;
    if (accessOf(named).kind === 'public') operation.security = [];
    for (const [status, errors] of byStatus(errorsOf(named, table))) {
      operation.responses[status] ??= {
        description: errors.map(([code, { message }]) => `\`${code}\`: ${message}`).join('\n\n'),
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${ERROR}` },
            examples: Object.fromEntries(errors.map(([code, error]) => [code, exampleOf(code, error)])),
          },
        },
      };
    }
  }
}

/** What a question cannot meet. */
const DATABASE_WRITES = ['database.conflict', 'database.outcome-unknown'];

type Coded = readonly [code: string, error: ErrorDefinition];

function errorsOf(named: NamedOperation, table: ErrorTable): Coded[] {
  const { method, operation } = named;
  const access = accessOf(named);
  const writes = method !== 'get';
  const takesInput = writes || (operation.parameters ?? []).length > 0;
  const modules = [...(operation.tags ?? []), ...modulesReachedBy(named)];
  return Object.entries(table).filter(([code, { routes }]) => {
    if (routes !== undefined && routesOf(named).includes(routes)) return true;
    if (!Object.hasOwn(platformErrors, code))
      return takesInput && modules.some((module) => code.startsWith(`${module}.`));
    if (code.startsWith('auth.token-') || code.startsWith('auth.keys-')) return access.kind !== 'public';
    if (code === 'auth.permission-missing') return access.kind === 'permission';
    if (code === 'internal') return true;
    if (DATABASE_WRITES.includes(code)) return writes;
    if (code.startsWith('database.')) return writes || access.kind !== 'public';
    if (code === 'request.invalid') return takesInput || access.kind !== 'public';
    return writes && code !== 'request.not-found' && code !== 'request.refused';
  });
}

function byStatus(errors: readonly Coded[]): Map<string, Coded[]> {
  const statuses = new Map<string, Coded[]>();
  for (const coded of errors) {
    const status = String(coded[1].status);
    statuses.set(status, [...(statuses.get(status) ?? []), coded]);
  }
  return statuses;
}

function modulesReachedBy({ operation }: NamedOperation): readonly string[] {
  return Reflect.get(operation, ERRORS_OF_EXTENSION) ?? [];
}

/** What a route does not say, the guard refuses to everybody. */
function accessOf({ operation }: NamedOperation): Access {
  const access: Access | undefined = Reflect.get(operation, ACCESS_EXTENSION);
  return access ?? { kind: 'authenticated' };
}

/** What errors about who calls say of an operation; nobody in particular calls a public one. */
function routesOf(named: NamedOperation): readonly ErrorDefinition['routes'][] {
  if (accessOf(named).kind === 'public') return [];
  const guests: unknown = Reflect.get(named.operation, GUESTS_EXTENSION);
  return ['all', guests === undefined ? 'closed-to-guests' : 'open-to-guests'];
}

function exampleOf(code: string, { message }: ErrorDefinition) {
  return { value: { error: { code, message, requestId: '0197a1c2-5d3e-7f00-8000-3b9ac9ff0001' } } };
}
