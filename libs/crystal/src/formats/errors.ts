import { CrystalError } from '../errors';

/** What can be wrong with a file of a structure. */
export type StructureFormatCode =
  | 'too-large'
  | 'too-many-sites'
  | 'unknown-format'
  | 'syntax'
  | 'empty'
  | 'no-such-block'
  | 'no-lattice'
  | 'bad-lattice'
  | 'bad-symmetry'
  | 'bad-number'
  | 'no-sites'
  | 'no-symbols'
  | 'unknown-element'
  | 'disordered'
  | 'modulated'
  | 'sites-too-close'
  | 'not-writable';

/** Why a file holds no single ordered crystal or molecule that can be read, and what to do about it. */
export class StructureFormatError extends CrystalError {
  declare readonly code: StructureFormatCode;

  /**
   * @param where.line line of the file, counted from 1
   * @param where.site site of the file, counted from 0
   */
  constructor(
    code: StructureFormatCode,
    message: string,
    where: { line?: number; site?: number } = {},
  ) {
    super(code, where.line === undefined ? message : `Line ${where.line}: ${message}`, where);
    this.name = 'StructureFormatError';
  }
}
