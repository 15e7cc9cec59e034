import { parentPort, workerData } from 'node:worker_threads';
import { startThread, type Feeds } from '../src';

/** Starts a thread on a graph and, as soon as it computes, leaves as a process would. */
const { onnx, feeds, script } = (
  workerData as { data: { onnx: Uint8Array; feeds: Feeds; script: string } }
).data;
const thread = startThread(script, { data: { onnx } });
thread.once('message', () => {
  thread.postMessage(feeds);
  parentPort?.postMessage('leaving');
  setTimeout(() => process.exit(7), 20);
});
thread.postMessage(feeds);
