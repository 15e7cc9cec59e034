import { workerData } from 'node:worker_threads';

/**
 * Calls into ONNX Runtime that a thread has not returned from, and whether it is about to be ended,
 * in memory that both sides see. A thread that is ended in the midst of such a call takes the whole
 * process down with it: the binding throws where nothing catches.
 */
export type NativeCalls = Int32Array;

const COUNT = 0;
const ENDING = 1;

export function countNativeCalls(): NativeCalls {
  return new Int32Array(new SharedArrayBuffer(8));
}

/**
 * What `startThread` gave this thread and those that it was started by, whose end is its end too;
 * none in other threads, which nobody ends.
 */
export function ownCalls(): readonly NativeCalls[] {
  const data: unknown = workerData;
  if (typeof data !== 'object' || data === null || !('nativeCalls' in data)) return [];
  return Array.isArray(data.nativeCalls) ? (data.nativeCalls as NativeCalls[]) : [];
}

/**
 * Makes a call that must come to its end before its thread does. In a thread that is being ended it
 * is not made, and nothing is ever answered.
 */
export async function duringNativeCall<T>(call: () => Promise<T>): Promise<T> {
  const all = ownCalls();
  // Counted first and looked at afterwards, as the other side does it the other way round.
  for (const calls of all) Atomics.add(calls, COUNT, 1);
  try {
    if (all.every((calls) => Atomics.load(calls, ENDING) === 0)) return await call();
  } finally {
    for (const calls of all) {
      Atomics.sub(calls, COUNT, 1);
      Atomics.notify(calls, COUNT);
    }
  }
  return new Promise<never>(() => undefined);
}

/** Lets a thread begin no further call. @returns whether it has returned from all */
export function refuseNativeCalls(calls: NativeCalls): boolean {
  Atomics.store(calls, ENDING, 1);
  return Atomics.load(calls, COUNT) === 0;
}

/** Blocks until a thread has returned from all calls, or until a time (of `Date.now`). */
export function awaitNativeCalls(calls: NativeCalls, until: number): void {
  for (;;) {
    const count = Atomics.load(calls, COUNT);
    const left = until - Date.now();
    if (count === 0 || left <= 0) return;
    Atomics.wait(calls, COUNT, count, left);
  }
}
