import { setTimeout as delay } from 'node:timers/promises';
import { isMainThread, Worker, type WorkerOptions } from 'node:worker_threads';
import {
  awaitNativeCalls,
  countNativeCalls,
  ownCalls,
  refuseNativeCalls,
  type NativeCalls,
} from './native-calls';

const POLL_MS = 5;
/** How long the end of the process waits for runs. */
const EXIT_WAIT_MS = 5000;

const running = new Set<NativeCalls>();

/** The end of the process ends its threads, and so has to wait for them as well. */
function awaitAll(): void {
  for (const calls of running) refuseNativeCalls(calls);
  const until = Date.now() + EXIT_WAIT_MS;
  for (const calls of running) awaitNativeCalls(calls, until);
  // Rather killed than aborted: one leaves a message and a core file behind, the other nothing.
  const isStuck = [...running].some((calls) => !refuseNativeCalls(calls));
  if (isStuck && isMainThread) process.kill(process.pid, 'SIGKILL');
}

/** A thread that is ended only when neither it nor a thread that it started is in the midst of a run. */
export class Thread extends Worker {
  private readonly calls: NativeCalls;
  private hasExited = false;

  constructor(boot: string, workerData: object, options: WorkerOptions) {
    const calls = countNativeCalls();
    super(boot, { ...options, workerData: { ...workerData, nativeCalls: [calls, ...ownCalls()] } });
    this.calls = calls;
    if (running.size === 0) process.on('exit', awaitAll);
    running.add(calls);
    this.once('exit', () => {
      this.hasExited = true;
      running.delete(calls);
      if (running.size === 0) process.off('exit', awaitAll);
    });
  }

  /** Ends the thread, after the run that it is in. What it would begin afterwards is left undone. */
  override async terminate(): Promise<number> {
    while (!refuseNativeCalls(this.calls) && !this.hasExited) await delay(POLL_MS);
    return super.terminate();
  }
}
