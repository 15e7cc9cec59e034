import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { startThread } from '../src';
import { ownNiceness } from './own-niceness';

/** Tells how far it stands back, and how far a thread does that it starts. */
async function tell(script?: string): Promise<void> {
  const own = ownNiceness();
  const [started] = script ? ((await once(startThread(script), 'message')) as [number[]]) : [[]];
  parentPort?.postMessage([own, ...started]);
}

void tell((workerData as { data?: string }).data);
