import { Injectable } from '@nestjs/common';
import { metricOnce } from '@nano-os/common';
import { Counter } from 'prom-client';

/** Counts answers by model, and whether they were there before they were asked for. */
@Injectable()
export class PredictionMetrics {
  private readonly answers = metricOnce(Counter<'model' | 'cached'>, {
    name: 'nano_os_predictions_total',
    help: 'Predictions that were answered.',
    labelNames: ['model', 'cached'],
  });

  count(model: string, isCached: boolean, n = 1): void {
    if (n > 0) this.answers.inc({ model, cached: isCached ? 'true' : 'false' }, n);
  }
}
