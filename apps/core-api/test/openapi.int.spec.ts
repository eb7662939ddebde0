import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoreApi, startCoreApi } from './core-api-fixture.js';

interface Media {
  readonly schema?: object;
  readonly example?: unknown;
}
interface Operation {
  readonly 'x-access'?: { readonly kind: string; readonly permission?: string };
  readonly 'x-guests'?: string;
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Pages for people and for machines that are no part of the interface of programs. */
const BESIDE = /^\/(health|config\.json|\{|$)/;

describe('the OpenAPI document', () => {
  let api: CoreApi;
  let operations: [name: string, operation: Operation][];

  beforeAll(async () => {
    api = await startCoreApi({ LOG_LEVEL: 'silent' });
    const document = (await (await api.fetch('/docs-json')).json()) as Document;
    operations = Object.entries(document.paths)
      .filter(([path]) => !BESIDE.test(path))
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]): [string, Operation] => [
          `${method} ${path}`,
          operation,
        ]),
      );
  });
  afterAll(() => api?.stop());

  const failing = (fails: (operation: Operation) => boolean) =>
    operations.filter(([, operation]) => fails(operation)).map(([name]) => name);

  it('says of every operation who may call it', () => {
    expect(operations.length).toBeGreaterThan(20);
    expect(failing((operation) => operation['x-access'] === undefined)).toEqual([]);
    expect(
      failing(
        ({ security, ...operation }) =>
          (operation['x-access']?.kind === 'public') !== (security?.length === 0),
      ),
    ).toEqual([]);
  });

  it('describes every answer with a body by a schema and an example that follows it', () => {
    const successes = ({ responses }: Operation) =>
      Object.entries(responses).filter(([status]) => status.startsWith('2') && status !== '204');
    expect(
      failing((operation) =>
        successes(operation).some(([, { content }]) => !content?.['application/json']?.schema),
      ),
    ).toEqual([]);
    expect(
      failing((operation) =>
        successes(operation).some(([, { content }]) => content?.['application/json']?.example === undefined),
      ),
    ).toEqual([]);
  });

  it('has examples that its schemas accept', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const faults = operations.flatMap(([name, { requestBody, responses }]) => {
      const bodies = [
        requestBody,
        ...Object.entries(responses).flatMap(([status, body]) => (status < '300' ? [body] : [])),
      ];
      return bodies.flatMap((body) =>
        Object.values(body?.content ?? {}).flatMap(({ schema, example }) => {
          if (!schema || ajv.validate(modern(schema), example)) return [];
          return [`${name}: ${ajv.errorsText()}`];
        }),
      );
    });
    expect(faults).toEqual([]);
  });

  it('names the codes of errors: of every request, of the access, of the module and those it reaches', () => {
    const confirm = operations.find(([name]) => name === 'post /pos/carts/{cartId}/confirm')?.[1];
    const told = (status: string) => confirm?.responses[status]?.description ?? '';
    expect(told('401')).toContain('`auth.token-expired`');
    expect(told('403')).toContain('`auth.permission-missing`');
    expect(told('404')).toContain('`pos.cart-not-found`');
    expect(told('409')).toContain('`pos.cart-underpaid`');
    expect(told('409')).toContain('`inventory.stock-insufficient`');
    expect(told('409')).not.toContain('identity');
    expect(failing(({ responses }) => responses['500'] === undefined)).toEqual([]);
    expect(told('503')).toContain('`database.outcome-unknown`');
    const reads = operations.filter(([name]) => name.startsWith('get '));
    expect(reads.filter(([, { responses }]) => responses['503']?.description.includes('unknown'))).toEqual(
      [],
    );
    const unavailable = /`database\.unavailable`(.|\n)*`database\.busy`(.|\n)*`database\.too-slow`/;
    expect(failing(({ responses }) => !unavailable.test(responses['503']?.description ?? ''))).toEqual([]);
  });

  it('names the errors of who calls wherever somebody can meet them', () => {
    const lacking = (status: string, code: string) =>
      failing(({ responses }) => !responses[status]?.description.includes(`\`${code}\``));
    const open = failing((operation) => operation['x-access']?.kind === 'public');
    const guests = failing((operation) => operation['x-guests'] !== undefined);
    expect(guests.length).toBeGreaterThan(0);
    expect(lacking('401', 'auth.session-ended').filter((name) => !open.includes(name))).toEqual([]);
    expect(lacking('401', 'auth.user-disabled').filter((name) => !open.includes(name))).toEqual([]);
    expect(lacking('401', 'auth.device-mismatch').filter((name) => !open.includes(name))).toEqual([]);
    expect(
      lacking('403', 'visitors.forbidden').filter((name) => ![...open, ...guests].includes(name)),
    ).toEqual([]);
    expect(lacking('401', 'visitors.session-ended').filter((name) => guests.includes(name))).toEqual([]);
  });
});

/** OpenAPI 3.0 says `minimum` and `exclusiveMinimum: true` where JSON Schema says `exclusiveMinimum`. */
function modern(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    if (value?.exclusiveMinimum !== true) return value;
    const { minimum, exclusiveMinimum: _, ...rest } = value;
    return { ...rest, exclusiveMinimum: minimum };
  });
}
