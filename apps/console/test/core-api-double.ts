import { vi } from 'vitest';

export interface SentRequest {
  /** Method and path with query, e.g. `POST /pos/carts`. */
  readonly route: string;
  readonly body: unknown;
}

type Answer = unknown | Response | ((request: SentRequest) => unknown);

/** Answers the console's requests from a table that a test writes. */
export class CoreApiDouble {
  readonly requests: SentRequest[] = [];
  readonly #answers = new Map<string, Answer[]>();

  constructor() {
    vi.stubGlobal('fetch', (path: string, init: { method?: string; body?: string } = {}) =>
      this.#respond({
        route: `${init.method ?? 'GET'} ${path}`,
        body: init.body === undefined ? undefined : JSON.parse(init.body),
      }),
    );
  }

  /** Sets how a route answers from now on; with several answers, one request each and the last for the rest. */
  on(route: string, ...answers: Answer[]): this {
    this.#answers.set(route, answers);
    return this;
  }

  /** What was sent to change something, in order. */
  commands(): SentRequest[] {
    return this.requests.filter(({ route }) => !route.startsWith('GET ') && !route.includes(' /auth/'));
  }

  async #respond(request: SentRequest): Promise<Response> {
    this.requests.push(request);
    const answers = this.#answers.get(request.route);
    if (!answers) throw new Error(`the test says nothing about ${request.route}`);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    const answer: unknown = await (typeof next === 'function' ? next(request) : next);
    return answer instanceof Response ? answer.clone() : Response.json(answer ?? null);
  }
}

export function refusal(status: number, code: string, message = 'refused'): Response {
  return Response.json({ error: { code, message } }, { status });
}

/** No answer at all, as when a cable is pulled. */
export function noAnswer(): never {
  throw new TypeError('fetch failed');
}
