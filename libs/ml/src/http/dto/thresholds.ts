import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Omittable } from '@nano-os/common';
import { ValidateBy } from 'class-validator';

const GRADES = ['excellent', 'good', 'fair'] as const;
const MAX_PROPERTIES = 100;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Three numbers from 0 up, none below the one before. */
function isThresholds(value: unknown): boolean {
  if (!isObject(value)) return false;
  let least = 0;
  return GRADES.every((grade) => {
    const limit = value[grade];
    if (typeof limit !== 'number' || !Number.isFinite(limit) || limit < least) return false;
    least = limit;
    return true;
  });
}

function isThresholdsByProperty(value: unknown): boolean {
  if (!isObject(value)) return false;
  const all = Object.values(value);
  return all.length <= MAX_PROPERTIES && all.every(isThresholds);
}

const limit = { type: 'number', minimum: 0 } as const;

/** The caller's own limits of the absolute error, by property. */
export const ThresholdsByProperty = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: 'object',
      maxProperties: MAX_PROPERTIES,
      additionalProperties: {
        type: 'object',
        required: [...GRADES],
        properties: { excellent: limit, good: limit, fair: limit },
      },
      example: { bulk_modulus: { excellent: 5, good: 10, fair: 20 } },
      description:
        'Own limits of the absolute error for excellent, good and fair, rising, by property in ' +
        'its unit.',
    }),
    Omittable(),
    ValidateBy({
      name: 'thresholdsByProperty',
      validator: {
        validate: isThresholdsByProperty,
        defaultMessage: () =>
          '$property must give each property three rising numbers from 0 up: excellent, good, fair',
      },
    }),
  );
