interface Failure {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly facts?: Readonly<Record<string, unknown>>;
  };
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** Of a success; reading it of a failure is a failed test. */
  readonly body: Body;
  /** Of a failure. */
  readonly code: string | undefined;
  readonly text: string;
}

/** Speaks HTTP the way any client would. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly token?: string,
  ) {}

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.call('GET', path);
  }

  post<Body>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>> {
    return this.call('POST', path, body, headers);
  }

  async call<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status } = response;
    return {
      status,
      headers: response.headers,
      text,
      get body(): Body {
        if (!response.ok) throw new Error(`${method} ${path} answered ${status}: ${text}`);
        return JSON.parse(text || 'null');
      },
      get code() {
        return response.ok ? undefined : (JSON.parse(text) as Failure).error.code;
      },
    };
  }
}
