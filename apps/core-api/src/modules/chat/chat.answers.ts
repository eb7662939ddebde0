import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

const idempotencyKey = ApiHeader({
  name: 'Idempotency-Key',
  description: 'sent again with the same key, the command has no further effect and gets the same answer',
});

/** A command, what it answers and with which status; nothing with 204. */
export const AnswersCommand = (status: 200 | 201 | 204, standardSchema?: z.ZodType) =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({ status, ...(standardSchema && { standardSchema }) }),
    idempotencyKey,
  );
