import { ApiError } from './api-error.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request and reads its JSON answer. Throws {@link ApiError}. */
export async function sendJson<Answer>({ method, path, body, headers }: HttpRequest): Promise<Answer> {
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw ApiError.unreachable();
  });
  if (!response.ok) throw await ApiError.of(response);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}
