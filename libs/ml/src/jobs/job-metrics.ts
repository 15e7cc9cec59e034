import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { metricOnce } from '@nano-os/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Counter, Gauge, Histogram } from 'prom-client';
import { JOB_KINDS, type JobState } from './records/job';
import { JobLedger, type EndedJob, type JobCount, type JobEnd } from './records/job-ledger';

const UNFINISHED: readonly JobState[] = ['waiting', 'running'];
const OUTCOMES: readonly JobEnd['state'][] = ['completed', 'failed', 'cancelled'];

/** From a relaxation of two atoms to a training over night. */
const SECONDS = [0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 10_800, 43_200];
/** How long the table may take to answer before the scrape goes without it. */
const PATIENCE_MS = 2000;

const logger = new Logger('JobMetrics');

/** Several applications in one process (tests) share its registry: the one made last is asked. */
const ledgers = new Set<Pick<JobLedger, 'countUnfinished'>>();

/** Without samples while the table cannot be asked: other measurements are told all the same. */
async function collectUnfinished(this: Gauge<'kind' | 'state'>): Promise<void> {
  this.reset();
  const ledger = [...ledgers].at(-1);
  if (!ledger) return;
  const abort = new AbortController();
  try {
    const late = delay(PATIENCE_MS, undefined, { signal: abort.signal, ref: false });
    const counts = await Promise.race([ledger.countUnfinished(), late]);
    if (!counts) throw new Error(`no answer within ${PATIENCE_MS} ms`);
    for (const kind of JOB_KINDS) {
      for (const state of UNFINISHED) this.set({ kind, state }, countOf(counts, kind, state));
    }
  } catch (error) {
    logger.warn(`Jobs could not be counted: ${String(error)}`);
  } finally {
    abort.abort();
  }
}

const countOf = (counts: readonly JobCount[], kind: string, state: string): number =>
  counts.find((each) => each.kind === kind && each.state === state)?.count ?? 0;

/** Counts how jobs end and how long they ran; how many wait and run is asked of the table. */
@Injectable()
export class JobMetrics implements OnApplicationShutdown {
  private readonly ended = metricOnce(Counter<'kind' | 'outcome'>, {
    name: 'nano_os_jobs_ended_total',
    help: 'Jobs that this process ended, by outcome.',
    labelNames: ['kind', 'outcome'],
  });
  private readonly seconds = metricOnce(Histogram<'kind'>, {
    name: 'nano_os_job_seconds',
    help: 'Duration of jobs that this process ended, from when they were first taken up.',
    labelNames: ['kind'],
    buckets: SECONDS,
  });

  constructor(@Inject(JobLedger) private readonly ledger: JobLedger) {
    metricOnce(Gauge<'kind' | 'state'>, {
      name: 'nano_os_jobs',
      help: 'Jobs that wait or run, of all processes on this database.',
      labelNames: ['kind', 'state'],
      collect: collectUnfinished,
    });
    // To Prometheus nothing grows that begins at one.
    for (const kind of JOB_KINDS) {
      for (const outcome of OUTCOMES) this.ended.inc({ kind, outcome }, 0);
    }
    ledgers.add(ledger);
  }

  count(outcome: JobEnd['state'], { kind, seconds }: EndedJob): void {
    this.ended.inc({ kind, outcome });
    if (seconds !== null) this.seconds.observe({ kind }, seconds);
  }

  onApplicationShutdown(): void {
    ledgers.delete(this.ledger);
  }
}
