import type { DestinationStream } from 'pino';

/** A stream that writes what it is given, as `pino.destination` makes them. */
interface Output {
  write(text: string): unknown;
  flush(done?: (error?: Error) => void): void;
  flushSync(): void;
}

/**
 * Gathers lines until there are so many characters or so many ms have passed, and then hands them
 * on as one text: a write for each line would cost more than the request it tells of.
 */
export class GatheredLines implements DestinationStream {
  private text = '';
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly output: Output,
    private readonly most: number,
    private readonly mostMs: number,
  ) {}

  write(line: string): void {
    this.text += line;
    if (this.text.length >= this.most) this.handOn();
    else {
      this.timer ??= setTimeout(() => {
        this.handOn();
      }, this.mostMs).unref();
    }
  }

  flush(done?: (error?: Error) => void): void {
    this.handOn();
    this.output.flush(done);
  }

  flushSync(): void {
    this.handOn();
    this.output.flushSync();
  }

  private handOn(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { text } = this;
    this.text = '';
    if (text !== '') this.output.write(text);
  }
}
