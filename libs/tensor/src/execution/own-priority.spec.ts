import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { constants } from 'node:os';
import { ownNiceness } from '../../test-support/own-niceness';
import { startThread } from '../index';

const SCRIPT = require.resolve('../../test-support/niceness-thread');
const hasOwnPriorities = existsSync('/proc/thread-self/stat');
const suite = hasOwnPriorities ? describe : describe.skip;

async function niceness(isBackground: boolean): Promise<number[]> {
  const thread = startThread(SCRIPT, { isBackground, data: SCRIPT });
  const exit = once(thread, 'exit');
  const [told] = (await once(thread, 'message')) as [number[]];
  await exit;
  return told;
}

suite('a thread in the background, where /proc shows priorities', () => {
  it('stands back with the threads that it starts, and nobody else does', async () => {
    const own = ownNiceness();
    const lowest = constants.priority.PRIORITY_LOW;
    expect(await niceness(true)).toEqual([lowest, lowest]);
    expect(ownNiceness()).toBe(own);
    expect(await niceness(false)).toEqual([own, own]);
  });
});
