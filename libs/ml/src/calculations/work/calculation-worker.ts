import { Inject, Injectable, Logger } from '@nestjs/common';
import { ProblemException } from '@nano-os/common';
import { JobReturned } from '@nano-os/jobs';
import { StructuresService } from '@nano-os/structures';
import type { Crystal } from '../../models/property-model';
import type { ClaimedJob, JobProblem } from '../records/calculation-job';
import { JobLedger, type JobEnd } from '../records/job-ledger';
import { CalculationRefused } from './calculation';
import { Calculations } from './calculations';
import { ProgressWriter } from './progress-writer';

/** After so many attempts the job is to blame, not the workers. */
const MOST_ATTEMPTS = 10;

type Stop = 'cancel' | 'lost' | 'closing';

/** Why the signal of a calculation was aborted. */
class Stopped extends Error {
  constructor(readonly why: Stop) {
    super(why);
  }
}

/** Carries out jobs: takes one up wherever it stands, and writes down what comes of it. */
@Injectable()
export class CalculationWorker {
  private readonly logger = new Logger(CalculationWorker.name);

  constructor(
    @Inject(JobLedger) private readonly ledger: JobLedger,
    @Inject(StructuresService) private readonly structures: StructuresService,
    @Inject(Calculations) private readonly calculations: Calculations,
  ) {}

  /**
   * Works on a job until it is finished, cancelled or another's.
   * @param closing aborted when this process is to end
   * @throws {JobReturned} when the process ends first; what went wrong with the machinery
   */
  async work(id: string, closing: AbortSignal): Promise<void> {
    const job = await this.ledger.claim(id);
    if (!job) return;
    if (job.cancelRequested) {
      await this.ledger.end(job, { state: 'cancelled' });
      return;
    }
    const end = await this.carryOut(job, closing);
    if (end) await this.ledger.end(job, end);
  }

  /** Ends a job that the queue gave up. */
  async abandon(id: string, error: Error): Promise<void> {
    this.logger.error(`Job ${id} is given up`, error.stack);
    await this.ledger.abandon(id, {
      code: 'abandoned',
      message: 'The calculation ended its worker or failed too often; try a smaller one.',
    });
  }

  private async carryOut(job: ClaimedJob, closing: AbortSignal): Promise<JobEnd | undefined> {
    if (job.attempt > MOST_ATTEMPTS) {
      return failed('abandoned', `After ${MOST_ATTEMPTS} attempts the calculation is given up.`);
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
      const crystal = await this.crystalOf(job);
      const { result, trajectory } = await this.calculations.carryOut(job.kind, {
        crystal,
        parameters: job.parameters,
        checkpoint: job.checkpoint,
        signal: stop.signal,
        report: (progress, checkpoint) => {
          writer.report(progress, checkpoint);
        },
      });
      return { state: 'completed', result, trajectory };
    } catch (error) {
      await writer.finish();
      return this.endOf(job, stop.signal, error);
    } finally {
      closing.removeEventListener('abort', onClosing);
      await writer.finish();
    }
  }

  private endOf(job: ClaimedJob, signal: AbortSignal, error: unknown): JobEnd | undefined {
    if (signal.aborted && signal.reason instanceof Stopped) {
      const { why } = signal.reason;
      if (why === 'cancel') return { state: 'cancelled' };
      if (why === 'closing') throw new JobReturned('The process ends.');
      this.logger.warn(`Job ${job.id} is another worker's by now`);
      return undefined;
    }
    if (error instanceof CalculationRefused) return failed(error.code, error.message);
    if (error instanceof ProblemException && error.getStatus() < 500) {
      return failed(error.problem, error.detail);
    }
    throw error;
  }

  /** Whether its owner may see it was found out when he asked. */
  private async crystalOf({ ownerId, structureId }: ClaimedJob): Promise<Crystal> {
    return this.structures.getVisible({ id: ownerId, role: 'admin' }, structureId);
  }
}

function failed(code: string, message: string): JobEnd {
  const problem: JobProblem = { code, message };
  return { state: 'failed', problem };
}
