import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiParam } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MODEL_FILES, type ModelFile } from '../fine-tunes.service';

/** Media type of each file. */
export const MEDIA_TYPES: Readonly<Record<ModelFile, string>> = {
  'card.json': 'application/json; charset=utf-8',
  'weights.safetensors': 'application/octet-stream',
};

export class ModelFileParam {
  @IsIn(MODEL_FILES, { message: `file must be one of ${MODEL_FILES.join(', ')}` })
  file: ModelFile;
}

/** Documents the parameter and the answer. */
export const ApiModelFile = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'file', enum: MODEL_FILES, example: 'card.json' }),
    ApiOkResponse({
      description: 'The file, with its name in Content-Disposition.',
      content: {
        'application/json': {
          schema: { type: 'object', additionalProperties: true, example: { format: 1 } },
        },
        'application/octet-stream': {
          schema: { type: 'string', format: 'binary', example: 'weights' },
        },
      },
    }),
  );
