import { register, type Metric } from 'prom-client';

/**
 * A metric that is made when the process has none of its name: several applications in one process
 * (tests) share its registry.
 */
export function metricOnce<Configuration extends { name: string }, Kind extends Metric>(
  kind: new (configuration: Configuration) => Kind,
  configuration: Configuration,
): Kind {
  const known = register.getSingleMetric(configuration.name);
  return known instanceof kind ? known : new kind(configuration);
}
