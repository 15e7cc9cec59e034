import { parentPort, workerData } from 'node:worker_threads';
import { Session, type Feeds } from '../src';

/** Runs the graph that the thread was given on whatever feeds come, until it is told to end. */
async function serve({ onnx }: { onnx: Uint8Array }): Promise<void> {
  const session = await Session.create(onnx);
  parentPort?.on('message', (feeds: Feeds | 'end') => {
    if (feeds === 'end') {
      void session.dispose().then(() => parentPort?.close());
      return;
    }
    void session.run(feeds).then(
      (outputs) => parentPort?.postMessage({ outputs }),
      (error: unknown) => parentPort?.postMessage({ error: String(error) }),
    );
  });
}

void serve((workerData as { data: { onnx: Uint8Array } }).data);
