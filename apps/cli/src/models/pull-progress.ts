import type { PullEvent, PullOutcome } from '@nano-os/models';
import { CLEAR_LINE, type ProgressStream } from '../terminal/progress-stream';
import { printable } from './printable';
import { megabytes } from './table';

/**
 * Shows how far a pull is: on a terminal in one line that is written over, elsewhere in a line for
 * each model that begins and ends.
 */
export function showPull(stream: ProgressStream): (event: PullEvent) => void {
  const isTerminal = stream.isTTY === true;
  let begun = '';
  let percent = -1;
  const line = (text: string): void => {
    stream.write(`${isTerminal ? CLEAR_LINE : ''}${text}\n`);
  };
  return (event) => {
    switch (event.kind) {
      case 'bytes': {
        const now = Math.floor((100 * event.received) / event.bytes);
        if (isTerminal && (event.model !== begun || now !== percent)) {
          stream.write(`${CLEAR_LINE}${event.model}  ${now} % of ${megabytes(event.bytes)}`);
        } else if (event.model !== begun) {
          line(`fetching   ${event.model}, ${megabytes(event.bytes)}`);
        }
        begun = event.model;
        percent = now;
        break;
      }
      case 'retry':
        line(`trying ${event.model} again in ${event.waitMs / 1000} s: ${printable(event.reason)}`);
        break;
      case 'done':
        line(describeOutcome(event.outcome));
    }
  };
}

export function describeOutcome(outcome: PullOutcome): string {
  if (!outcome.ok) return `failed     ${outcome.name}: ${printable(outcome.reason)}`;
  return `${outcome.result.padEnd(9)}  ${outcome.name}`;
}
