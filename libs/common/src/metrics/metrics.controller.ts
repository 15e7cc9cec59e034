import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { register } from 'prom-client';
import { Public } from '../access/access';
import { ENVIRONMENT } from '../configuration/configuration.module';
import type { Environment } from '../configuration/environment';
import { ProblemException } from '../errors/problems';
import { ApiProblems } from '../openapi/api-problems';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'metrics', summary: 'Measurements for Prometheus' })
  @ApiHeader({
    name: 'Authorization',
    required: false,
    description: 'Bearer METRICS_TOKEN, where one is set.',
  })
  @ApiOkResponse({
    description: 'The Prometheus text format.',
    content: {
      'text/plain': {
        schema: { type: 'string', example: 'nano_os_process_cpu_seconds_total 1.5' },
      },
    },
  })
  @ApiProblems(401)
  async metrics(
    @Headers('authorization') authorization: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = this.environment.METRICS_TOKEN;
    if (token && !timingSafeEqual(digest(`Bearer ${token}`), digest(authorization ?? ''))) {
      throw new ProblemException('unauthenticated', 'Send METRICS_TOKEN as a bearer token.');
    }
    await reply.type(register.contentType).send(await register.metrics());
  }
}
