import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import type { Environment } from '../configuration/environment';

/** Paths that never reach a log line, whatever a developer hands to the logger. */
const REDACTED = [
  'password',
  '*.password',
  'access_token',
  'refresh_token',
  '*.access_token',
  '*.refresh_token',
  'headers.authorization',
  'headers["x-api-key"]',
  '*.headers.authorization',
  '*.headers["x-api-key"]',
];

/** Lines are gathered until so many bytes or so many ms: a write for each would cost more than its request. */
const GATHERED_BYTES = 16_000;
const GATHERED_MS = 100;

let shared: DestinationStream | undefined;

/** Standard output; what is gathered is written when the process ends, however it ends but by SIGKILL. */
function standardOutput(): DestinationStream {
  shared ??= pino.destination({
    dest: 1,
    sync: false,
    minLength: GATHERED_BYTES,
    periodicFlush: GATHERED_MS,
  });
  return shared;
}

type LogSettings = Pick<Environment, 'LOG_LEVEL'>;

const outline = ({ LOG_LEVEL }: LogSettings): LoggerOptions => ({
  level: LOG_LEVEL,
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
});

/** JSON lines on standard output, written without holding up the event loop. */
export function createLogger(settings: LogSettings): Logger {
  const redact = { paths: REDACTED, censor: '[redacted]' };
  return pino({ ...outline(settings), redact }, standardOutput());
}

/** As `createLogger`, for lines whose members are all known: it does not look for secrets in them. */
export function createPlainLogger(settings: LogSettings): Logger {
  return pino(outline(settings), standardOutput());
}

/** Parts of Nest that list every module and route at each start. */
const START_UP: ReadonlySet<string> = new Set([
  'InstanceLoader',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
  'NestApplication',
]);

/** Lets Nest and its modules write through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.write(START_UP.has(String(context)) ? 'debug' : 'info', message, context);
  }

  warn(message: unknown, context?: unknown): void {
    this.write('warn', message, context);
  }

  debug(message: unknown, context?: unknown): void {
    this.write('debug', message, context);
  }

  verbose(message: unknown, context?: unknown): void {
    this.write('trace', message, context);
  }

  fatal(message: unknown, context?: unknown): void {
    this.write('fatal', message, context);
  }

  /** Nest hands the stack as the second argument and the context as the last one. */
  error(message: unknown, ...details: unknown[]): void {
    const err = message instanceof Error ? message : undefined;
    const [stack] = details;
    const context = details.at(-1);
    const fields = { context, ...(err ? { err } : { stack }) };
    this.logger.error(fields, err ? err.message : String(message));
  }

  private write(
    level: 'info' | 'warn' | 'debug' | 'trace' | 'fatal',
    message: unknown,
    context: unknown,
  ): void {
    if (typeof message === 'object' && message !== null)
      this.logger[level]({ context, ...message });
    else this.logger[level]({ context }, String(message));
  }
}
