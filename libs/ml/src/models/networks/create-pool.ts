import { Logger } from '@nestjs/common';
import type { Environment } from '@nano-os/common';
import { InferencePool, type PoolOptions } from '@nano-os/models';
import { availableParallelism } from 'node:os';
import type { InferenceMetrics } from './inference-metrics';

/** What the environment says of a pool. */
export function poolOptions(environment: Environment): Partial<PoolOptions> {
  return {
    threads: environment.INFERENCE_THREADS || availableParallelism(),
    timeoutMs: environment.INFERENCE_TIMEOUT_S * 1000,
    maxWaiting: environment.MAX_WAITING_PREDICTIONS,
    maxAtoms: environment.MAX_PREDICTION_ATOMS,
    maxPairs: environment.MAX_PREDICTION_NEIGHBOURS,
  };
}

/** The pool as the environment wants it. Its threads begin with the first model that is loaded. */
export function createPool(environment: Environment, metrics: InferenceMetrics): InferencePool {
  const logger = new Logger(InferencePool.name);
  const pool = new InferencePool({
    ...poolOptions(environment),
    onRun: (run) => {
      metrics.observe(run);
    },
    onFault: (message) => {
      logger.error(message);
    },
  });
  metrics.watch(pool);
  return pool;
}
