import { StandardSchemaValidationPipe } from '@nestjs/common';
import { RequestInvalid } from '../errors/request-invalid.js';

/** Holds bodies, queries and parameters against the schema of their decorator: `@Body({ schema })`. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new RequestInvalid(
        issues.map(({ path = [], message }) => ({
          path: path.map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.'),
          message,
        })),
      ),
  });
}
