import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { randomNumbers, randomValues } from '../../test-support/random';
import {
  constant,
  encodeOnnx,
  input,
  matmul,
  segmentSum,
  Session,
  startThread,
  sum,
  tanh,
  type Feeds,
} from '../index';

const SCRIPT = require.resolve('../../test-support/session-thread');
const x = input('x', 'float', ['edges', 8]);
const index = input('index', 'int', ['edges']);
const onnx = encodeOnnx({ y: segmentSum(x, index, 5) });

const next = randomNumbers(3);
const feeds: Feeds = {
  x: { data: Float32Array.from(randomValues(8000)), dims: [1000, 8] },
  index: { data: Int32Array.from({ length: 1000 }, () => Math.floor(next() * 5)), dims: [1000] },
};

async function ask(thread: Worker, question: Feeds): Promise<unknown> {
  const answer = once(thread, 'message');
  thread.postMessage(question);
  const [message] = (await answer) as [unknown];
  return message;
}

describe('startThread', () => {
  it('runs sessions in threads at once, with the answers of this one', async () => {
    const threads = [
      startThread(SCRIPT, { data: { onnx } }),
      startThread(SCRIPT, { data: { onnx } }),
    ];
    const answers = await Promise.all(threads.map((thread) => ask(thread, feeds)));
    const session = await Session.create(onnx);
    const outputs = await session.run(feeds);
    await session.dispose();
    expect(answers).toEqual([{ outputs }, { outputs }]);

    const wrong = { ...feeds, index: { data: new Int32Array(1000).fill(5), dims: [1000] } };
    expect(await ask(threads[0]!, wrong)).toEqual({
      error: expect.stringMatching(/^TensorError: The graph cannot be run/) as string,
    });
    const ends = threads.map((thread) => once(thread, 'exit'));
    threads[0]!.postMessage('end');
    await threads[1]!.terminate();
    expect((await Promise.all(ends))[0]).toEqual([0]);
  });

  it('reports a module that cannot be loaded', async () => {
    const thread = startThread(`${SCRIPT}-missing.ts`);
    const [error] = (await once(thread, 'error')) as [Error];
    expect(error.message).toMatch(/Cannot find module/);
  });

  it('keeps to the limits of memory', async () => {
    const resourceLimits = { maxOldGenerationSizeMb: 128 };
    const thread = startThread(SCRIPT, { resourceLimits, data: { onnx } });
    await ask(thread, feeds);
    expect(thread.resourceLimits).toMatchObject(resourceLimits);
    await thread.terminate();
  });

  describe('in the midst of a run', () => {
    const wide = input('x', 'float', ['rows', 64]);
    const weights = constant(randomValues(64 * 64), [64, 64]);
    let hidden = wide;
    for (let layer = 0; layer < 20; layer++) hidden = tanh(matmul(hidden, weights));
    const long = encodeOnnx({ y: sum(hidden) });
    const longFeeds = { x: { data: new Float32Array(64 * 4000), dims: [4000, 64] } };

    it('ends a thread only after it, at whatever moment it is told to', async () => {
      for (let moment = 0; moment < 6; moment++) {
        const thread = startThread(SCRIPT, { data: { onnx: long } });
        if (moment > 0) await ask(thread, longFeeds);
        thread.postMessage(longFeeds);
        await delay(4 * moment);
        // Without care the process would be gone, and this test with it.
        await thread.terminate();
        expect(thread.threadId).toBe(-1);
      }
    });

    it('ends the thread that started the one in it only after it', async () => {
      const script = require.resolve('../../test-support/starting-thread');
      for (let moment = 0; moment < 4; moment++) {
        const thread = startThread(script, {
          data: { onnx: long, feeds: longFeeds, script: SCRIPT },
        });
        await once(thread, 'message');
        await delay(4 * moment);
        await thread.terminate();
        expect(thread.threadId).toBe(-1);
      }
    });

    it('ends a process only after it', async () => {
      const script = require.resolve('../../test-support/exiting-thread');
      const data = { onnx: long, feeds: longFeeds, script: SCRIPT };
      const program = startThread(script, { data });
      await once(program, 'message');
      expect(await once(program, 'exit')).toEqual([7]);
    });
  });
});
