import { CrystalError, type Structure } from '@nano-os/crystal';
import { CannotPredict, ModelError } from '../errors';

/** How a calculation is followed and ended from outside. */
export interface RunOptions<P> {
  /** Ends the calculation soon: it is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Is told of each step; what it throws ends the calculation. */
  readonly onProgress?: (progress: P) => void;
}

/** A crystal's result, or why it has none. */
export type Outcome<R> =
  { readonly result: R } | { readonly error: { readonly code: string; readonly message: string } };

/** What is asked of a crystal with a potential; results are plain data. */
export abstract class Calculator<R, P> {
  /** @throws {CannotPredict} when the potential does not know the crystal, or the result is none */
  abstract calc(structure: Structure, run?: RunOptions<P>): Promise<R>;

  /**
   * One crystal after another, whatever becomes of each. Only a signal, or a fault of the program,
   * ends it before the last.
   */
  async calcMany(
    structures: readonly Structure[],
    { signal, onProgress }: RunOptions<P & { readonly index: number }> = {},
  ): Promise<Outcome<R>[]> {
    const outcomes: Outcome<R>[] = [];
    for (const [index, structure] of structures.entries()) {
      const follow =
        onProgress &&
        ((progress: P) => {
          onProgress({ ...progress, index });
        });
      try {
        outcomes.push({ result: await this.calc(structure, { signal, onProgress: follow }) });
      } catch (error) {
        signal?.throwIfAborted();
        outcomes.push({ error: told(error) });
      }
    }
    return outcomes;
  }
}

function told(error: unknown): { code: string; message: string } {
  const isKnown =
    error instanceof CannotPredict || error instanceof ModelError || error instanceof CrystalError;
  if (!isKnown) throw error;
  return { code: error.code, message: error.message };
}
