/** The body of every answer of core-api that is not a success. */
interface ErrorBody {
  readonly error?: {
    readonly code?: string;
    readonly message?: string;
    readonly facts?: Readonly<Record<string, unknown>>;
    readonly requestId?: string;
  };
}

/** A request that failed. `code` is core-api's, or `network.unreachable` when there was no answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: string,
    message: string,
    readonly status: number | null,
    readonly facts: Readonly<Record<string, unknown>> = {},
    readonly requestId?: string,
  ) {
    super(message);
  }

  static unreachable(): ApiError {
    return new ApiError('network.unreachable', 'The server does not answer.', null);
  }

  /** Reads an error answer, also one of a proxy in between that knows nothing of our format. */
  static async of(response: Response): Promise<ApiError> {
    const { error } = (await response.json().catch(() => ({}))) as ErrorBody;
    return new ApiError(
      error?.code ?? `http.${response.status}`,
      error?.message ?? response.statusText,
      response.status,
      error?.facts,
      error?.requestId,
    );
  }
}
