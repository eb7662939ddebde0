import { ApiExtension } from '@nestjs/swagger';

/** Where the documents say which modules beside its own an operation answers the errors of. */
export const ERRORS_OF_EXTENSION = 'x-errors-of';

/** For a controller whose commands reach into other modules: the documents list their errors too. */
export const ErrorsOf = (...modules: readonly string[]) => ApiExtension(ERRORS_OF_EXTENSION, modules);
