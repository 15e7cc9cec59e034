import { printable } from '../models/printable';
import { table } from '../models/table';
import type { FileOutcome } from './file-outcome';

/** How results are printed. */
export interface Report<R> {
  readonly head: readonly string[];
  /** Rows of a file, without its name. */
  rows(result: R): (readonly string[])[];
  /** What is printed below the table of a file, if anything. */
  below?(result: R): string;
  /** As JSON, beside the file's name. */
  json(result: R): object;
  /** Whether a result is a failure all the same. */
  hasFailed?(result: R): boolean;
}

/** Prints what came of each file, faults beside tables on standard error; sets the exit code. */
export function report<R>(
  outcomes: readonly FileOutcome<R>[],
  how: Report<R>,
  asJson: boolean,
): void {
  const results = outcomes.flatMap((outcome) => ('result' in outcome ? [outcome] : []));
  const faults = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome] : []));
  if (asJson) {
    const plain = outcomes.map((outcome) =>
      'result' in outcome ? { file: outcome.file, ...how.json(outcome.result) } : outcome,
    );
    console.log(JSON.stringify(plain, null, 2));
  } else {
    const all = results.flatMap(({ file, result }) =>
      how.rows(result).map((row, index) => [index === 0 ? printable(file) : '', ...row]),
    );
    if (all.length > 0) console.log(table([['FILE', ...how.head], ...all]));
    for (const { file, result } of results) {
      if (how.below) console.log(`\n${printable(file)}: ${how.below(result)}`);
    }
    for (const { file, error } of faults) {
      process.stderr.write(`${printable(file)}: ${printable(error.message)}\n`);
    }
  }
  const failed = faults.length > 0 || results.some(({ result }) => how.hasFailed?.(result));
  if (failed) process.exitCode = 1;
}
