import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type MockInstance, onTestFinished, vi } from 'vitest';

/** An HTTP server in the place of core-api; it ends with the test. */
export async function coreApiDouble(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly requests: readonly IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, requests };
}

const timeoutOf = AbortSignal.timeout.bind(AbortSignal);

/**
 * How long the gateway waits for core-api in this test, whatever it would wait: a machine that is busy must not end a question, nor a
 * test wait for the end of one. The spy knows how long it would have waited.
 */
export function patienceWithCoreApi(ms: number): MockInstance<typeof AbortSignal.timeout> {
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeoutOf(ms));
  onTestFinished(() => spy.mockRestore());
  return spy;
}

/** Longer than any test. */
export const ENDLESS_MS = 600_000;

/** Answers every question for a position with this one. */
export function positionAnswer(cursor: () => string) {
  return (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ cursor: cursor() }));
  };
}
