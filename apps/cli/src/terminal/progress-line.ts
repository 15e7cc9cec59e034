import { CLEAR_LINE, type ProgressStream } from './progress-stream';

/** What is going on at the moment, in one line that is written over; nothing where no one looks. */
export class ProgressLine {
  constructor(private readonly stream: ProgressStream) {}

  show(text: string): void {
    if (this.stream.isTTY === true) this.stream.write(`${CLEAR_LINE}${text}`);
  }

  clear(): void {
    if (this.stream.isTTY === true) this.stream.write(CLEAR_LINE);
  }
}
