import { ModelError } from '../errors';
import type { RemoteFault } from './remote';

/** Attempts in a row that get no further than the one before. */
const MOST_FRUITLESS = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

export interface PatienceOptions {
  /** Told before a wait. */
  readonly onRetry: (reason: string, waitMs: number) => void;
  /** Waits; given, so that tests need not. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Tries a fetch again, ever more patiently, while its fault may pass and attempts get further. */
export class Patience {
  private fruitless = 0;

  /** @param most bytes that have come before the first attempt */
  constructor(
    private readonly address: string,
    private most: number,
    private readonly options: PatienceOptions,
  ) {}

  /**
   * Waits before the next attempt.
   * @param received bytes that are there after the one that failed
   * @throws {ModelError} download-failed when there is to be none
   */
  async after(fault: RemoteFault, received: number): Promise<void> {
    this.fruitless = received > this.most ? 0 : this.fruitless + 1;
    this.most = Math.max(this.most, received);
    if (!fault.passing || this.fruitless >= MOST_FRUITLESS) {
      const message = `${this.address} cannot be fetched: ${fault.message}.`;
      throw new ModelError('download-failed', message, { cause: fault });
    }
    const patience = Math.max(fault.waitMs, FIRST_WAIT_MS * 2 ** this.fruitless);
    const waitMs = Math.min(LONGEST_WAIT_MS, patience);
    this.options.onRetry(fault.message, waitMs);
    await this.options.wait(waitMs);
  }
}
