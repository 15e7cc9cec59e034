/** A crystal, a file or a request about one that makes no sense; the message says what to do. */
export class CrystalError extends Error {
  /** Line of the file at fault, counted from 1. */
  readonly line?: number;
  /** Site at fault, counted from 0. */
  readonly site?: number;

  /** @param code stable name of the fault, for programs */
  constructor(
    readonly code: string,
    message: string,
    where: { line?: number; site?: number } = {},
  ) {
    super(message);
    this.name = 'CrystalError';
    this.line = where.line;
    this.site = where.site;
  }
}
