import { startSpan } from '@business-control/telemetry';
import type { NextFunction, Request, Response } from 'express';
import type { HttpMetrics } from './http.metrics.js';

/** What no route of the code answers: unknown addresses, files of the page, preflights. */
const NO_ROUTE = 'none';

/** Measures and traces every request but the probes of load balancers; what the request causes belongs to its trace. */
export function observeRequests(metrics: HttpMetrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.path.startsWith('/health/')) {
      next();
      return;
    }
    const began = performance.now();
    const { method } = request;
    const span = startSpan(method, request.get('traceparent'), { kind: 'server' });
    response.once('close', () => {
      const { statusCode: status } = response;
      const route = routeOf(request);
      metrics.answered({ method, route, status, seconds: (performance.now() - began) / 1000 });
      span.rename(`${method} ${route}`);
      span.set({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
      span.end(status >= 500 ? String(status) : undefined);
    });
    span.run(next);
  };
}

/**
 * The pattern of the route, `/pos/carts/:cartId`: Express knows it once the request has been routed. What ends in a
 * wildcard found no route.
 */
function routeOf(request: { readonly route?: { readonly path?: unknown } }): string {
  const path = request.route?.path;
  return typeof path === 'string' && !path.includes('*') ? path : NO_ROUTE;
}
