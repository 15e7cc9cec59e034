/** What progress is written to: standard error, so that standard output is for results. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export const CLEAR_LINE = '\r\x1b[2K';
