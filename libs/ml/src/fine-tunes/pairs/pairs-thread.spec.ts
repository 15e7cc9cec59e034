import { FineTuningRefused, PAIR_LIMITS } from '@nano-os/models';
import { tinyBase } from '../../../../models/test-support/tiny-base';
import { PairsThread } from './pairs-thread';

describe('the thread that reads crystals', () => {
  const thread = new PairsThread();
  afterAll(() => thread.onApplicationShutdown());

  const send = (userId: string) =>
    thread.check(userId, {
      input: { kind: 'file', bytes: Buffer.from('no table'), format: undefined },
      property: 'formation_energy',
      limits: { ...PAIR_LIMITS, maxSitesInAll: 100 },
      card: tinyBase('cgcnn').card,
    });

  it('lets one user wait with some, and others beside', async () => {
    // One is read, and four wait.
    const known = Array.from({ length: 5 }, () => send('someone'));
    expect(() => send('someone')).toThrow('4 of your fine-tunes');
    const all = await Promise.allSettled([...known, send('other')]);
    for (const each of all) {
      expect(each).toMatchObject({
        status: 'rejected',
        reason: expect.any(FineTuningRefused) as FineTuningRefused,
      });
    }
    await expect(send('someone')).rejects.toBeInstanceOf(FineTuningRefused);
  });
});
