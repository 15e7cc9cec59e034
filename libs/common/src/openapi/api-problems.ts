import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemDto } from '../errors/problem.dto';
import { PROBLEMS, type ProblemName } from '../errors/problems';

type ProblemStatus = (typeof PROBLEMS)[ProblemName]['status'];

/** What may happen on any route: the caller is limited, or the database is away. */
const EVERYWHERE: readonly ProblemStatus[] = [429, 503];

function describe(status: ProblemStatus): string {
  const titles = Object.values(PROBLEMS)
    .filter((problem) => problem.status === status)
    .map(({ title }) => title);
  return titles.join(' / ');
}

/** Documents the problems a route can answer, each as RFC 9457 problem details. */
export function ApiProblems(...statuses: ProblemStatus[]): MethodDecorator & ClassDecorator {
  const all = [...new Set([...statuses, ...EVERYWHERE])].sort((a, b) => a - b);
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...all.map((status) =>
      ApiResponse({
        status,
        description: describe(status),
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );
}
