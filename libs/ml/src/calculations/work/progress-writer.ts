import type { ClaimedJob, JobProgress } from '../records/calculation-job';
import type { JobLedger, Standing } from '../records/job-ledger';

/** Steps come by the hundred a second; this is how often the latest is written down, ms. */
const WRITE_EVERY_MS = 500;

/** Writes the latest progress of a job now and then, and passes on what it learns by it. */
export class ProgressWriter {
  private latest?: { progress: JobProgress; checkpoint?: () => unknown };
  private writing?: Promise<void>;
  private lastWrite = -Infinity;
  private readonly timer: NodeJS.Timeout;

  /**
   * @param onStanding hears of what to do but to go on
   * @param onError hears of a progress that could not be written; a later one may be
   */
  constructor(
    private readonly job: ClaimedJob,
    private readonly ledger: JobLedger,
    private readonly onStanding: (standing: Exclude<Standing, 'go-on'>) => void,
    private readonly onError: (error: unknown) => void,
  ) {
    // A step that takes long must not keep a cancellation from being heard.
    this.timer = setInterval(() => {
      this.write();
    }, WRITE_EVERY_MS).unref();
  }

  report(progress: JobProgress, checkpoint?: () => unknown): void {
    this.latest = { progress, checkpoint };
    if (performance.now() - this.lastWrite >= WRITE_EVERY_MS) this.write();
  }

  /** Writes what has not been written yet, and nothing after. */
  async finish(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    this.write();
    await this.writing;
  }

  private write(): void {
    const { latest } = this;
    if (this.writing || !latest) return;
    const { progress, checkpoint } = latest;
    this.lastWrite = performance.now();
    this.writing = this.ledger
      .report(this.job, progress, checkpoint?.())
      .then((standing) => {
        // Written down: what is left is to hear of a cancellation until the next step.
        if (this.latest === latest) this.latest = { progress };
        if (standing !== 'go-on') this.onStanding(standing);
      }, this.onError)
      .finally(() => {
        this.writing = undefined;
      });
  }
}
