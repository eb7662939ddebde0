import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from './api.js';

interface Sent {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly signal?: AbortSignal;
}

const answers: ((request: Sent) => Response | Promise<Response>)[] = [];
const sent: Sent[] = [];

beforeEach(() => {
  answers.length = 0;
  sent.length = 0;
  vi.stubGlobal('fetch', async (_: string, request: Sent) => {
    sent.push(request);
    const answer = answers.shift();
    if (!answer) throw new Error('one request too many');
    return answer(request);
  });
});

const tokens = { accessToken: async (refused?: string) => (refused ? 'second' : 'first') };
const swallowed = () => {
  throw new TypeError('failed to fetch');
};

describe('Api', () => {
  it('sends a command again with the same idempotency key when the network swallowed it', async () => {
    answers.push(swallowed, () => Response.json({ done: true }));

    await expect(new Api(tokens).command('POST', '/pos/carts')).resolves.toEqual({ done: true });

    const keys = sent.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('sends a command again when the network breaks off its answer', async () => {
    const brokenOff = new ReadableStream({
      start: (answer) => {
        answer.enqueue(new TextEncoder().encode('{"done":'));
        answer.error(new TypeError('network error'));
      },
    });
    answers.push(
      () => new Response(brokenOff),
      () => Response.json({ done: true }),
    );
    await expect(new Api(tokens).command('POST', '/pos/carts')).resolves.toEqual({ done: true });
  });

  it('does not wait for ever for a network that swallows everything', async () => {
    const timeout = new AbortController();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(timeout.signal);
    answers.push(
      ({ signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    const asked = new Api(tokens).get('/pos/products');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    timeout.abort(new DOMException('timed out', 'TimeoutError'));
    await expect(asked).rejects.toMatchObject({ code: 'network.unreachable', status: null });
  });

  it('gives every command a key of its own', async () => {
    answers.push(
      () => Response.json({}),
      () => Response.json({}),
    );
    const api = new Api(tokens);
    await api.command('POST', '/pos/carts');
    await api.command('POST', '/pos/carts');
    expect(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('does not repeat what the server refused', async () => {
    const body = { error: { code: 'pos.cart-underpaid', message: 'not paid', facts: { due: 5 } } };
    answers.push(() => Response.json(body, { status: 409 }));

    await expect(new Api(tokens).command('POST', '/pos/carts/1/confirm')).rejects.toMatchObject({
      code: 'pos.cart-underpaid',
      status: 409,
      facts: { due: 5 },
    });
  });

  it('asks for another token when one is refused, once', async () => {
    answers.push(
      () => Response.json({ error: { code: 'auth.token-expired' } }, { status: 401 }),
      () => Response.json({ ok: true }),
    );
    await expect(new Api(tokens).get('/pos/products')).resolves.toEqual({ ok: true });
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
  });

  it('reads the error of a proxy that does not answer in our format', async () => {
    answers.push(() => new Response('<html>bad gateway</html>', { status: 502, statusText: 'Bad Gateway' }));
    await expect(new Api(tokens).get('/pos/products')).rejects.toMatchObject({
      code: 'http.502',
      message: 'Bad Gateway',
    });
  });
});
