import { join } from 'node:path';
import { startProgram, type JsonLines } from '../json-lines';

/** Starts pymatgen. `PEERS_PYTHON` names a Python that has bench/peers/requirements-crystal.txt. */
export function startPeer(script: string): JsonLines {
  const python = process.env.PEERS_PYTHON ?? 'python3';
  return startProgram(python, [join(__dirname, '../../../bench/peers', script)]);
}
/** Seconds of calls that are not counted: the compiler optimises what has run for a while. */
const WARM_UP = 0.3;
/** Seconds that a round lasts at least: shorter ones measure what else the machine does. */
const ROUND = 2e-3;

/** Median seconds of a call, over `rounds` rounds of one call or more. */
export function timed(work: () => void, rounds: number): number {
  const begin = performance.now();
  let calls = 0;
  while (performance.now() - begin < WARM_UP * 1e3) {
    work();
    calls += 1;
  }
  const batch = Math.max(1, Math.ceil((calls * ROUND) / WARM_UP));
  const seconds = Array.from({ length: rounds }, () => {
    const start = process.hrtime.bigint();
    for (let call = 0; call < batch; call++) work();
    return Number(process.hrtime.bigint() - start) / 1e9 / batch;
  }).sort((a, b) => a - b);
  return seconds[rounds >> 1] ?? NaN;
}
