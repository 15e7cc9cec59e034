import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { ProblemException, type FieldFault } from '../errors/problems';

function* faultsOf(errors: readonly ValidationError[], parent = ''): Generator<FieldFault> {
  for (const error of errors) {
    const field = parent === '' ? error.property : `${parent}.${error.property}`;
    for (const message of Object.values(error.constraints ?? {})) yield { field, message };
    yield* faultsOf(error.children ?? [], field);
  }
}

/**
 * Checks bodies, queries and parameters against their DTO. Members that a DTO does not name are
 * dropped, so that older and newer clients can talk to one server.
 */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    stopAtFirstError: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const faults = [...faultsOf(errors)];
      const detail = faults.map(({ message }) => message).join('; ');
      return new ProblemException('invalid-request', detail || 'The request is not valid.', {
        errors: faults,
      });
    },
  });
}
