import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';
import type { Snapshot } from '../outbox/snapshot.js';

export const CURSOR_HEADER = 'X-Realtime-Cursor';

/** Answers the data of a snapshot and puts its cursor into a header. */
@Injectable()
class SnapshotInterceptor<T> implements NestInterceptor<Snapshot<T>, T> {
  intercept(context: ExecutionContext, next: CallHandler<Snapshot<T>>): Observable<T> {
    return next.handle().pipe(
      map(({ data, cursor }) => {
        if (cursor !== null) context.switchToHttp().getResponse<Response>().setHeader(CURSOR_HEADER, cursor);
        return data;
      }),
    );
  }
}

/** For a route that returns a `Snapshot`: its data is the body, described by the schema. */
export const AnswersSnapshot = (standardSchema: z.ZodType) =>
  applyDecorators(
    UseInterceptors(SnapshotInterceptor),
    ApiOkResponse({
      standardSchema,
      headers: {
        [CURSOR_HEADER]: {
          description:
            'where the events of the organization stood when this was read: those after it are not in the answer; ' +
            'absent before the first event',
          schema: { type: 'string' },
        },
      },
    }),
  );
