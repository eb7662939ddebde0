import { ApiError } from './api-error.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpAnswer<Body> {
  readonly body: Body;
  readonly headers: Headers;
}

/** A network that swallows packets, as after a laptop slept, ends a request only after many minutes by itself. */
const TIMEOUT_MS = 30_000;

/** Sends one request and reads its JSON answer. Throws {@link ApiError}. */
export async function sendJson<Body>({
  method,
  path,
  body,
  headers,
}: HttpRequest): Promise<HttpAnswer<Body>> {
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(unreachable);
  if (!response.ok) throw await ApiError.of(response);
  const text = await response.text().catch(unreachable);
  return { body: (text === '' ? undefined : JSON.parse(text)) as Body, headers: response.headers };
}

function unreachable(): never {
  throw ApiError.unreachable();
}
