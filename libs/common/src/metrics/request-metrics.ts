import { collectDefaultMetrics, Histogram, register } from 'prom-client';
import { metricOnce } from './metric-once';

const NAME = 'nano_os_http_request_duration_seconds';

/** Request durations by method, route pattern and status; process figures beside them. */
export class RequestMetrics {
  private readonly durations: Histogram<'method' | 'route' | 'status'>;

  constructor() {
    const isFirst = !register.getSingleMetric(NAME);
    this.durations = metricOnce(Histogram<'method' | 'route' | 'status'>, {
      name: NAME,
      help: 'Duration of HTTP requests in seconds.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
    if (isFirst) collectDefaultMetrics({ prefix: 'nano_os_' });
  }

  /** @param seconds duration of the whole request */
  observe(method: string, route: string, status: number, seconds: number): void {
    this.durations.observe({ method, route, status }, seconds);
  }
}
