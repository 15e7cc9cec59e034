import { Fault } from './fault';

/** What came of one of the files that a command was given. */
export type FileOutcome<R> =
  | { readonly file: string; readonly result: R }
  | { readonly file: string; readonly error: { readonly code: string; readonly message: string } };

/**
 * One file after another, whatever becomes of each; interrupted, those that were done by then.
 * @param work is rejected with a {@link Fault} when this file has no answer
 */
export async function eachFile<R>(
  files: readonly string[],
  work: (file: string) => Promise<R>,
  signal?: AbortSignal,
): Promise<FileOutcome<R>[]> {
  const outcomes: FileOutcome<R>[] = [];
  const isOver = (): boolean => signal?.aborted === true;
  for (const file of files) {
    if (isOver()) break;
    try {
      outcomes.push({ file, result: await work(file) });
    } catch (error) {
      if (isOver()) break;
      if (!(error instanceof Fault)) throw error;
      outcomes.push({ file, error: { code: error.code, message: error.message } });
    }
  }
  return outcomes;
}
