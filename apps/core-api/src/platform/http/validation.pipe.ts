import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { RequestInvalid } from '../errors/request-invalid.js';
import { unkeepableTexts } from './unkeepable-text.js';

type Validate = StandardSchemaValidationPipe['validate'];

/** A request is refused for text that could not be kept, whatever its schema says: no schema has to think of it. */
class ValidationPipe extends StandardSchemaValidationPipe {
  /** A part of a request that a decorator names, as `@Param('cartId', …)`, is told by that name. */
  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      const { data } = metadata;
      if (!(error instanceof RequestInvalid) || data === undefined) throw error;
      throw new RequestInvalid(
        error.issues.map(({ path, message }) => ({ path: path ? `${data}.${path}` : data, message })),
      );
    }
  }

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
