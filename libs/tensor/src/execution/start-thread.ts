import { Worker, type ResourceLimits } from 'node:worker_threads';

/**
 * Plain JavaScript in a string, which runs the same beside sources and beside what was built of
 * them: tests run from TypeScript, which the thread has to translate for itself.
 */
const BOOT = `
const { workerData } = require('node:worker_threads');
const { script } = workerData;
const require_ = require('node:module').createRequire(script);
if (script.endsWith('.ts')) {
  const { transformFileSync } = require_('@swc/core');
  require('node:module')._extensions['.ts'] = (module, filename) => {
    module._compile(transformFileSync(filename, { sourceMaps: 'inline' }).code, filename);
  };
}
require_(script);
`;

/** What a thread is given. */
export interface ThreadOptions {
  readonly resourceLimits?: ResourceLimits;
  /** Reaches the module as `workerData.data`. */
  readonly data?: unknown;
}

/**
 * Starts a thread on a module of this program.
 * @param script absolute path, from `require.resolve`
 */
export function startThread(script: string, { resourceLimits, data }: ThreadOptions = {}): Worker {
  return new Worker(BOOT, { eval: true, workerData: { script, data }, resourceLimits });
}
