import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';

export const IDEMPOTENT_KEY = 'nano-os:idempotent';

/** The route creates something: a repeated Idempotency-Key gets the first answer again. */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(IDEMPOTENT_KEY, true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Repeat a request safely: the same key with the same body answers what the first one ' +
        'answered; with another body it is a conflict. 1 to 255 printable characters.',
      schema: { type: 'string', minLength: 1, maxLength: 255, example: '0d3f7c1a-screening-17' },
    }),
  );
