import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';

/** Answers an address that no route knows with the console's page, when a browser navigates to it. */
@Catch(NotFoundException)
export class ConsolePageFilter implements ExceptionFilter {
  constructor(
    private readonly page: string,
    private readonly otherwise: ExceptionFilter,
  ) {}

  catch(error: NotFoundException, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (request.method !== 'GET' || !request.headers.accept?.includes('text/html')) {
      this.otherwise.catch(error, host);
      return;
    }
    response.status(200).setHeader('Cache-Control', 'no-cache');
    response.sendFile(this.page);
  }
}
