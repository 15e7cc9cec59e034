import type { Part } from './values';

/** What the instructions of a pickle that reach outside of it come down to. */
export interface PickleHost {
  /** @throws {ModelError} bad-checkpoint for every name that is not on the list */
  global(module: string, name: string): Part;
  /** A call. */
  reduce(callee: Part, args: readonly Part[]): Part;
  /** An instance made without a call of its constructor. */
  create(type: Part, args: readonly Part[]): Part;
  /** Gives a value its state. */
  build(target: Part, state: Part): void;
  /** What the pickle names but does not hold. */
  persistent(id: Part): Part;
}
