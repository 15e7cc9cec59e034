import { badCheckpoint } from './bad-checkpoint';

/** Ends what would take more memory or time than the file can honestly ask for. */
export class Budget {
  private spent = 0;

  /** @param what it counts, for the refusal */
  constructor(
    private readonly most: number,
    private readonly what: string,
  ) {}

  spend(amount: number): void {
    this.spent += amount;
    if (!(this.spent <= this.most)) throw badCheckpoint(`it holds too many ${this.what}`);
  }
}
