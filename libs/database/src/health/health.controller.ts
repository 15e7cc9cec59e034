import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiProblems, ProblemException, Public } from '@nano-os/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Sql } from '../sql';

export class HealthDto {
  @ApiProperty({ example: 'ok', enum: ['ok'] })
  status: 'ok';
}

/** How long the database may take to answer before the process counts as not ready. */
const PATIENCE_MS = 2000;

@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(private readonly sql: Sql) {}

  @Get('live')
  @Public()
  @ApiOperation({ operationId: 'live', summary: 'Whether the process runs' })
  @ApiOkResponse({ type: HealthDto })
  @ApiProblems()
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ operationId: 'ready', summary: 'Whether requests can be served' })
  @ApiOkResponse({ type: HealthDto })
  @ApiProblems()
  async ready(): Promise<HealthDto> {
    const abort = new AbortController();
    const late = delay(PATIENCE_MS, 'late' as const, { signal: abort.signal, ref: false });
    try {
      const first = await Promise.race([
        this.sql.query({ name: 'health-ping', text: 'SELECT 1', values: [] }),
        late,
      ]);
      if (first === 'late') throw new Error(`no answer within ${PATIENCE_MS} ms`);
    } catch (error) {
      throw new ProblemException(
        'not-ready',
        'The database does not answer.',
        {},
        { cause: error },
      );
    } finally {
      abort.abort();
    }
    return { status: 'ok' };
  }
}
