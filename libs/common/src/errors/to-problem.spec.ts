import {
  BadRequestException,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import { ProblemException } from './problems';
import { toProblem } from './to-problem';

const coded = (code: string, statusCode?: number): Error =>
  Object.assign(new Error(`failed with ${code}`), { code, statusCode });

describe('toProblem', () => {
  it.each([
    [new ProblemException('conflict', 'x'), 409, 'conflict'],
    [new NotFoundException('Cannot GET /x'), 404, 'not-found'],
    [new BadRequestException('no'), 400, 'invalid-request'],
    [new ServiceUnavailableException(), 503, 'not-ready'],
    [new ThrottlerException(), 429, 'too-many-requests'],
    [coded('FST_ERR_CTP_BODY_TOO_LARGE', 413), 413, 'body-too-large'],
    [coded('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415), 415, 'unsupported-media-type'],
    [
      Object.assign(new SyntaxError('Unexpected token'), { statusCode: 400 }),
      400,
      'invalid-request',
    ],
    [coded('ECONNREFUSED'), 503, 'not-ready'],
    [coded('57P01'), 503, 'not-ready'],
    [new Error('Connection terminated unexpectedly'), 503, 'not-ready'],
    [new TypeError('x is not a function'), 500, 'internal'],
    ['a string', 500, 'internal'],
    [undefined, 500, 'internal'],
  ])('%p', (error, status, name) => {
    const problem = toProblem(error);
    expect(problem.getStatus()).toBe(status);
    expect(problem.problem).toBe(name);
  });

  it('tells nothing of an internal error', () => {
    expect(toProblem(new Error('password=hunter2')).detail).not.toContain('hunter2');
  });
});
