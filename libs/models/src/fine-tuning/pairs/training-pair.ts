import type { PlainCrystal } from '../../runtime/crystals';

/** A crystal and what it is known to have, as plain data. */
export interface TrainingPair {
  /** What a message calls it: `line 12`, an identifier. */
  readonly label: string;
  readonly crystal: PlainCrystal;
  /** In the unit of the base's property. */
  readonly value: number;
}
