import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { answerOf } from './error-answer.js';
import type { ErrorTable } from './error-codes.js';

/** The one place where errors become HTTP. */
@Catch()
export class DomainErrorFilter implements ExceptionFilter {
  constructor(
    private readonly table: ErrorTable,
    private readonly logger: Pick<Logger, 'error'>,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { status, ...answer } = answerOf(error, this.table);
    const requestId = String(request.id);
    if (status >= 500) this.logger.error({ err: error, requestId, code: answer.code }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    const retryAfterMs = answer.facts?.retryAfterMs;
    if (typeof retryAfterMs === 'number') {
      response.setHeader('Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
    }
    response.status(status).json({ error: { ...answer, requestId } });
  }
}
