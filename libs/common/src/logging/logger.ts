import type { LoggerService } from '@nestjs/common';
import pino, { type Logger, type LoggerOptions } from 'pino';
import type { Environment } from '../configuration/environment';
import { GatheredLines } from './gathered-lines';

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

/** Characters, and ms, for which lines are gathered. */
const GATHERED = 16_000;
const GATHERED_MS = 100;

let shared: GatheredLines | undefined;

/** Standard output; what is gathered is written when the process ends, however it ends but by SIGKILL. */
function standardOutput(): GatheredLines {
  if (shared) return shared;
  const output = pino.destination({ dest: 1, sync: false });
  const lines = new GatheredLines(output, GATHERED, GATHERED_MS);
  const writeAll = (): void => {
    lines.flushSync();
  };
  // Ahead of pino, which closes its stream on the same occasions.
  process.prependListener('beforeExit', writeAll);
  process.prependListener('exit', writeAll);
  shared = lines;
  return lines;
}

let lastMs = NaN;
let lastTime = '';

/** As `pino.stdTimeFunctions.isoTime`, but the lines of one millisecond share its text. */
function isoTime(): string {
  const now = Date.now();
  if (now !== lastMs) {
    lastMs = now;
    lastTime = `,"time":"${new Date(now).toISOString()}"`;
  }
  return lastTime;
}

type LogSettings = Pick<Environment, 'LOG_LEVEL'>;

const outline = ({ LOG_LEVEL }: LogSettings): LoggerOptions => ({
  level: LOG_LEVEL,
  base: { pid: process.pid },
  timestamp: isoTime,
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
