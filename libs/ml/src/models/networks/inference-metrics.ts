import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { metricOnce } from '@nano-os/common';
import type { InferencePool, Run } from '@nano-os/models';
import { Gauge, Histogram } from 'prom-client';

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const CRYSTALS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

type PoolState = Pick<InferencePool, 'waiting' | 'busyThreads'>;

const histogram = (name: string, help: string, buckets: number[]): Histogram<'model'> =>
  metricOnce(Histogram<'model'>, { name, help, labelNames: ['model'], buckets });

function gauge(name: string, help: string, valueOf: (pool: PoolState) => number): void {
  const collect = function (this: Gauge): void {
    this.set([...pools].reduce((sum, pool) => sum + valueOf(pool), 0));
  };
  metricOnce(Gauge, { name, help, collect });
}

const pools = new Set<PoolState>();

/** Measures how networks are run: sizes of graphs, their times, and who waits. */
@Injectable()
export class InferenceMetrics implements OnApplicationShutdown {
  private readonly own: PoolState[] = [];

  private readonly crystals = histogram(
    'nano_os_inference_batch_crystals',
    'Crystals in one run of a network.',
    CRYSTALS,
  );
  private readonly seconds = histogram(
    'nano_os_inference_seconds',
    'Duration of one run of a network, with making its batch.',
    SECONDS,
  );

  constructor() {
    gauge('nano_os_inference_waiting', 'Crystals that wait for a thread.', (pool) => pool.waiting);
    gauge('nano_os_inference_busy_threads', 'Threads that run.', (pool) => pool.busyThreads);
  }

  observe({ model, crystals, seconds }: Run): void {
    this.crystals.observe({ model }, crystals);
    this.seconds.observe({ model }, seconds);
  }

  watch(pool: PoolState): void {
    this.own.push(pool);
    pools.add(pool);
  }

  onApplicationShutdown(): void {
    for (const pool of this.own) pools.delete(pool);
  }
}
