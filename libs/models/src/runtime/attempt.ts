import { CrystalError } from '@nano-os/crystal';
import { CannotPredict, ModelError } from '../errors';
import { traceOf } from '../trace-of';
import { refusal, type Refusal } from './answer';

/**
 * What an error says of the crystal that it came up with. What our own code fails on is the
 * crystal's doing as far as its sender can tell, and goes to `faults` for the log.
 * @throws the error, when it is about a model and not about a crystal
 */
export function refusalOf(error: unknown, faults: string[]): Refusal {
  if (error instanceof CannotPredict || error instanceof CrystalError) {
    return refusal(error.code, error.message);
  }
  if (error instanceof ModelError) throw error;
  faults.push(traceOf(error));
  return refusal('failed', 'The model could not be run on this structure.');
}

/** What `act` gives, or why it gives nothing. */
export function attempt<T extends object>(act: () => T, faults: string[]): T | Refusal {
  try {
    return act();
  } catch (error) {
    return refusalOf(error, faults);
  }
}

export function isRefusal(value: object): value is Refusal {
  return 'ok' in value && value.ok === false;
}
