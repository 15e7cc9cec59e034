import { parentPort, workerData } from 'node:worker_threads';
import { startThread, type Feeds } from '../src';

/** Starts a thread on a graph, and tells when that is in the midst of a run. */
const { onnx, feeds, script } = (
  workerData as { data: { onnx: Uint8Array; feeds: Feeds; script: string } }
).data;
const thread = startThread(script, { data: { onnx } });
thread.once('message', () => {
  thread.postMessage(feeds);
  parentPort?.postMessage('running');
});
thread.postMessage(feeds);
