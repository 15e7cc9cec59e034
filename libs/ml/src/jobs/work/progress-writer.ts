import type { ClaimedJob, JobProgress } from '../records/job';
import type { JobLedger, Standing } from '../records/job-ledger';

/** Steps come by the hundred a second; this is how often the latest is written down, ms. */
const WRITE_EVERY_MS = 500;

interface Report {
  readonly progress: JobProgress;
  readonly checkpoint?: string;
}

/** Writes the latest progress of a job now and then, and passes on what it learns by it. */
export class ProgressWriter {
  private unwritten?: Report;
  private writing?: Promise<void>;
  private lastWrite = -Infinity;
  private readonly timer: NodeJS.Timeout;

  /**
   * @param onStanding hears of what to do but to go on
   * @param onError hears of a progress that could not be written; a later one may be
   */
  constructor(
    private readonly job: ClaimedJob,
    private readonly ledger: Pick<JobLedger, 'look' | 'report'>,
    private readonly onStanding: (standing: Exclude<Standing, 'go-on'>) => void,
    private readonly onError: (error: unknown) => void,
  ) {
    // A first step, or one that takes long, must not keep a cancellation from being heard.
    this.timer = setInterval(() => {
      this.write();
    }, WRITE_EVERY_MS).unref();
  }

  /** @param checkpoint the one before is the latest when undefined */
  report(progress: JobProgress, checkpoint?: string): void {
    this.unwritten = { progress, checkpoint: checkpoint ?? this.unwritten?.checkpoint };
    if (performance.now() - this.lastWrite >= WRITE_EVERY_MS) this.write();
  }

  /** Writes what has not been written yet, and nothing after. */
  async finish(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    if (!this.unwritten) return;
    this.write();
    await this.writing;
  }

  private write(): void {
    if (this.writing) return;
    const { unwritten } = this;
    this.unwritten = undefined;
    this.lastWrite = performance.now();
    this.writing = this.say(unwritten)
      .then((standing) => {
        if (standing !== 'go-on') this.onStanding(standing);
      })
      .catch((error: unknown) => {
        // What came meanwhile is newer.
        if (unwritten) this.keep(unwritten);
        this.onError(error);
      })
      .finally(() => {
        this.writing = undefined;
      });
  }

  private keep({ progress, checkpoint }: Report): void {
    this.unwritten = {
      progress: this.unwritten?.progress ?? progress,
      checkpoint: this.unwritten?.checkpoint ?? checkpoint,
    };
  }

  private say(report: Report | undefined): Promise<Standing> {
    if (!report) return this.ledger.look(this.job);
    return this.ledger.report(this.job, report.progress, report.checkpoint);
  }
}
