import { Inject, Injectable, Logger } from '@nestjs/common';
import { ProblemException } from '@nano-os/common';
import { JobReturned } from '@nano-os/jobs';
import { setTimeout as delay } from 'node:timers/promises';
import { JobMetrics } from '../job-metrics';
import type { ClaimedJob } from '../records/job';
import { JobLedger, type JobEnd } from '../records/job-ledger';
import { ProgressWriter } from './progress-writer';
import { WorkRefused } from './work';
import { Works } from './works';

/** After so many attempts the job is to blame, not the workers. */
const MOST_ATTEMPTS = 50;
/** How soon an end that could not be written down is written again, ms. */
const RETRY_MS = 1000;

type Stop = 'cancel' | 'lost' | 'closing';

/** Why the signal of a job was aborted. */
class Stopped extends Error {
  constructor(readonly why: Stop) {
    super(why);
  }
}

/** Carries out jobs: takes one up wherever it stands, and writes down what comes of it. */
@Injectable()
export class JobWorker {
  private readonly logger = new Logger(JobWorker.name);

  constructor(
    @Inject(JobLedger) private readonly ledger: JobLedger,
    @Inject(Works) private readonly works: Works,
    @Inject(JobMetrics) private readonly metrics: JobMetrics,
  ) {}

  /**
   * Works on a job until it is finished, cancelled or another's.
   * @param closing aborted when this process is to end
   * @throws {JobReturned} when the process ends first; what went wrong with the machinery
   */
  async work(id: string, closing: AbortSignal): Promise<void> {
    const job = await this.ledger.claim(id);
    if (!job) return;
    const end = job.cancelRequested
      ? ({ state: 'cancelled' } as const)
      : await this.carryOut(job, closing);
    if (end) await this.writeEnd(job, end, closing);
  }

  /** Ends a job that the queue gave up. */
  async abandon(id: string, error: Error): Promise<void> {
    this.logger.error(`Job ${id} is given up`, error.stack);
    const ended = await this.ledger.abandon(id, {
      code: 'abandoned',
      message: 'The work ended its worker or failed too often; try a smaller one.',
    });
    if (ended) this.metrics.count('failed', ended);
  }

  private async carryOut(job: ClaimedJob, closing: AbortSignal): Promise<JobEnd | undefined> {
    if (job.attempt > MOST_ATTEMPTS) {
      return failed('abandoned', `After ${MOST_ATTEMPTS} attempts the work is given up.`);
    }
    const stop = new AbortController();
    const halt = (why: Stop): void => {
      stop.abort(new Stopped(why));
    };
    const onClosing = (): void => {
      halt('closing');
    };
    closing.addEventListener('abort', onClosing);
    if (closing.aborted) onClosing();
    const writer = new ProgressWriter(job, this.ledger, halt, (error) => {
      this.logger.warn(`The progress of job ${job.id} was not written: ${String(error)}`);
    });
    try {
      const outcome = await this.works.of(job.kind).carryOut({
        job,
        signal: stop.signal,
        report: (progress, checkpoint) => {
          writer.report(progress, checkpoint);
        },
      });
      await writer.finish();
      return { state: 'completed', ...outcome };
    } catch (error) {
      await writer.finish();
      return this.endOf(job, stop.signal, error);
    } finally {
      closing.removeEventListener('abort', onClosing);
    }
  }

  private endOf(job: ClaimedJob, signal: AbortSignal, error: unknown): JobEnd | undefined {
    if (signal.aborted && signal.reason instanceof Stopped) {
      const { why } = signal.reason;
      if (why === 'cancel') return { state: 'cancelled' };
      if (why === 'closing') throw new JobReturned('The process ends.');
      this.logger.warn(`Job ${job.id} is gone, or another worker's by now`);
      return undefined;
    }
    if (error instanceof WorkRefused) return failed(error.code, error.message);
    if (error instanceof ProblemException && error.getStatus() < 500) {
      return failed(error.problem, error.detail);
    }
    throw error;
  }

  /** What took hours is not lost because the database is away for some seconds. */
  private async writeEnd(job: ClaimedJob, end: JobEnd, closing: AbortSignal): Promise<void> {
    for (;;) {
      try {
        const ended = await this.ledger.end(job, end);
        if (ended) this.metrics.count(end.state, ended);
        return;
      } catch (error) {
        this.logger.warn(`The end of job ${job.id} was not written: ${String(error)}`);
        if (closing.aborted) throw new JobReturned('The process ends.');
        await delay(RETRY_MS);
      }
    }
  }
}

function failed(code: string, message: string): JobEnd {
  return { state: 'failed', problem: { code, message } };
}
