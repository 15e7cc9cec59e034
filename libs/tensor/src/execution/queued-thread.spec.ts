import { QueuedThread } from '../index';

const SCRIPT = require.resolve('../../test-support/obeying-thread');
const PATIENCE_MS = 120_000;

describe('a thread that is asked one thing after another', () => {
  const thread = new QueuedThread<string, string, string>({
    script: SCRIPT,
    maxHeapMb: 32,
    answerOf: (reply) => {
      if (reply === 'refuse') throw new RangeError('refused');
      return reply.toUpperCase();
    },
    tooSlow: (timeoutMs) => new Error(`longer than ${timeoutMs} ms`),
    tooMuchMemory: () => new Error('too much memory'),
    stopping: () => new Error('stopping'),
  });
  afterAll(() => thread.stop());

  const ask = (told: string, timeoutMs = PATIENCE_MS, asker?: string) =>
    thread.ask(told, timeoutMs, asker);

  it('answers each with its own, and counts who waits', async () => {
    const all = [ask('a'), ask('b', PATIENCE_MS, 'x'), ask('c', PATIENCE_MS, 'y'), ask('refuse')];
    expect([thread.countWaiting(), thread.countWaiting('x'), thread.countWaiting('z')]).toEqual([
      3, 1, 0,
    ]);
    expect(await Promise.allSettled(all)).toMatchObject([
      { value: 'A' },
      { value: 'B' },
      { value: 'C' },
      { reason: new RangeError('refused') },
    ]);
    expect(thread.countWaiting()).toBe(0);
  });

  it.each([
    ['that takes too long', 'keep silent', 0, 'longer than 0 ms'],
    ['that takes too much memory', 'hoard', PATIENCE_MS, 'too much memory'],
    ['that ends the thread', 'end', PATIENCE_MS, 'obeying-thread'],
  ])(
    'gives up what is asked %s, and goes on with the next',
    async (_, told, timeoutMs, message) => {
      const [lost, next] = await Promise.allSettled([ask(told, timeoutMs), ask('next')]);
      expect(lost).toMatchObject({
        reason: { message: expect.stringContaining(message) as string },
      });
      expect(next).toMatchObject({ value: 'NEXT' });
    },
  );

  it('refuses what waits when it is stopped', async () => {
    const all = Promise.allSettled([ask('a'), ask('b')]);
    await thread.stop();
    for (const each of await all) {
      expect(each).toMatchObject({ reason: new Error('stopping') });
    }
  });
});
