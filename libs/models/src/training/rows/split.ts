import { compositionOf, reducedFormulaOf } from '@nano-os/crystal';
import { createHash } from 'node:crypto';
import type { Row } from './row';

/** What a crystal is held together with: all of one formula are on one side of a split. */
export type SplitBy = 'formula' | 'row';

/**
 * Whether a crystal belongs to the share that is held out. By formula, so that no composition is on
 * both sides; the same for every data set, so that a crystal of another one does not leak either.
 * @param seed which of the possible splits
 */
export function isHeldOut(row: Row, share: number, seed: string, by: SplitBy = 'formula'): boolean {
  const key = by === 'row' ? row.id : reducedFormulaOf(compositionOf(row.species));
  const digest = createHash('sha256').update(`${seed}\n${key}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < share;
}
