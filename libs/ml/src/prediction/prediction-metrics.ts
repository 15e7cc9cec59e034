import { Injectable } from '@nestjs/common';
import { Counter, register } from 'prom-client';

const NAME = 'nano_os_predictions_total';

/** Counts answers by model, and whether they were there before they were asked for. */
@Injectable()
export class PredictionMetrics {
  private readonly answers: Counter<'model' | 'cached'>;

  constructor() {
    const known = register.getSingleMetric(NAME);
    // Several applications in one process (tests) share the registry of the process.
    this.answers =
      known instanceof Counter
        ? known
        : new Counter({
            name: NAME,
            help: 'Predictions that were answered.',
            labelNames: ['model', 'cached'],
          });
  }

  count(model: string, isCached: boolean, n = 1): void {
    if (n > 0) this.answers.inc({ model, cached: isCached ? 'true' : 'false' }, n);
  }
}
