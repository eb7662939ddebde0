import { StandardSchemaValidationPipe } from '@nestjs/common';
import { RequestInvalid } from '../errors/request-invalid.js';
import { unkeepableTexts } from './unkeepable-text.js';

type Validate = StandardSchemaValidationPipe['validate'];

/** A request is refused for text that could not be kept, whatever its schema says: no schema has to think of it. */
class ValidationPipe extends StandardSchemaValidationPipe {
  protected override validate<T = unknown>(...[value, ...rest]: Parameters<Validate>) {
    const issues = unkeepableTexts(value).map((path) => ({
      path,
      message: 'has characters that no text has',
    }));
    return issues.length > 0 ? { issues } : super.validate<T>(value, ...rest);
  }
}

/** Holds bodies, queries and parameters against the schema of their decorator: `@Body({ schema })`. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new ValidationPipe({
    exceptionFactory: (issues) =>
      new RequestInvalid(
        issues.map(({ path = [], message }) => ({
          path: path.map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.'),
          message,
        })),
      ),
  });
}
