import type { ResourceLimits, Worker } from 'node:worker_threads';
import { Thread } from './thread';

/**
 * Plain JavaScript in a string, which runs the same beside sources and beside what was built of
 * them: tests run from TypeScript, which the thread has to translate for itself, by the .swcrc above
 * it and wherever the process was started.
 */
const BOOT = `
const { existsSync, readFileSync } = require('node:fs');
const { createRequire, _extensions } = require('node:module');
const { dirname, join } = require('node:path');
const { script, lowerFirst } = require('node:worker_threads').workerData;
const require_ = createRequire(script);
if (script.endsWith('.ts')) {
  const { transformFileSync } = require_('@swc/core');
  let root = dirname(script);
  while (!existsSync(join(root, '.swcrc')) && root !== dirname(root)) root = dirname(root);
  const { $schema, ...config } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  config.jsc.baseUrl = root;
  const options = { ...config, swcrc: false, sourceMaps: 'inline' };
  _extensions['.ts'] = (module, filename) => {
    module._compile(transformFileSync(filename, { ...options, filename }).code, filename);
  };
}
if (lowerFirst) require_(lowerFirst).lowerOwnPriority();
require_(script);
`;

/** What a thread is given. */
export interface ThreadOptions {
  readonly resourceLimits?: ResourceLimits;
  /** Copied to the thread, where the module finds it as `workerData.data`. */
  readonly data?: unknown;
  /** Whether it and the threads that it starts stand back behind all others, where Linux runs them. */
  readonly isBackground?: boolean;
}

/**
 * Starts a thread on a module of this program. `terminate` waits for the run that the thread is in:
 * ending it in the midst would take the process down.
 * @param script absolute path, from `require.resolve`
 */
export function startThread(
  script: string,
  { resourceLimits, data, isBackground = false }: ThreadOptions = {},
): Worker {
  const lowerFirst = isBackground ? require.resolve('./own-priority') : null;
  return new Thread(BOOT, { script, data, lowerFirst }, { eval: true, resourceLimits });
}
