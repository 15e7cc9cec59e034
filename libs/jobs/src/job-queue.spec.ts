import { once, EventEmitter } from 'node:events';
import { createTestDatabase } from '../../../test/support/database';
import { hasRedis, startRedis } from '../test-support/redis-server';
import { createJobQueue } from './create-job-queue';
import { JobQueue, JobReturned, type Working } from './job-queue';
import { MOST_ATTEMPTS } from './limits';
import { MemoryJobQueue } from './memory/memory-job-queue';

/** Workers are missed quickly, so that tests do not wait. */
const PATIENCE = { lockMs: 1000, checkMs: 300, retryMs: 5 };

interface Bench {
  /** A queue as another process would have it, over the same store. */
  open(): JobQueue;
  end(): Promise<void>;
}

const quiet = (): void => undefined;

async function inPostgres(): Promise<Bench> {
  const database = await createTestDatabase();
  const databaseUrl = (): string => database.url;
  return {
    open: () => createJobQueue({ databaseUrl, onError: quiet, patience: PATIENCE }),
    end: () => database.drop(),
  };
}

async function inRedis(): Promise<Bench> {
  const redis = await startRedis();
  const settings = { redisUrl: redis.url, databaseUrl: () => '', onError: quiet };
  return {
    open: () => createJobQueue({ ...settings, patience: PATIENCE }),
    end: () => redis.stop(),
  };
}

function inMemory(): Promise<Bench> {
  const queue = new MemoryJobQueue();
  return Promise.resolve({ open: () => queue, end: () => Promise.resolve() });
}

/** Tells what happens, so that a test can wait for it. */
class Diary extends EventEmitter {
  readonly ids: string[] = [];

  /** A handler that does no more than note the job. */
  readonly note = (id: string): Promise<void> => {
    this.ids.push(id);
    this.emit('entry');
    return Promise.resolve();
  };

  async until(count: number): Promise<string[]> {
    while (this.ids.length < count) await once(this, 'entry');
    return this.ids;
  }
}

const forbidAbandoning = (id: string, error: Error): void => {
  throw new Error(`${id} was abandoned: ${error.message}`);
};

describe('jobs in memory', () => {
  describeQueue(inMemory);
});
describe('jobs in PostgreSQL', () => {
  describeQueue(inPostgres);
});
(hasRedis ? describe : describe.skip)('jobs in Redis, where redis-server is', () => {
  describeQueue(inRedis);
});

function describeQueue(start: () => Promise<Bench>): void {
  let bench: Bench;
  let queue: JobQueue;

  beforeEach(async () => {
    bench = await start();
    queue = bench.open();
  });

  afterEach(async () => {
    await queue.close();
    await bench.end();
  });

  const options = { concurrency: 1, onAbandoned: forbidAbandoning };

  it('are handed out in the order in which they were added, each once', async () => {
    const ids = Array.from({ length: 20 }, (_unused, i) => `job-${i}`);
    for (const id of ids) await queue.add('work', id);
    const diary = new Diary();
    await queue.work('work', diary.note, options);
    expect(await diary.until(ids.length)).toEqual(ids);
  });

  it('are not there twice while they wait', async () => {
    for (const id of ['a', 'b', 'a', 'a']) await queue.add('work', id);
    const diary = new Diary();
    await queue.work('work', diary.note, options);
    await diary.until(2);
    await queue.add('work', 'last');
    expect(await diary.until(3)).toEqual(['a', 'b', 'last']);
  });

  it('of other queues are left alone', async () => {
    await queue.add('other', 'theirs');
    await queue.add('work', 'ours');
    const diary = new Diary();
    await queue.work('work', diary.note, options);
    expect(await diary.until(1)).toEqual(['ours']);
    expect(await queue.remove('other', 'theirs')).toBe(true);
  });

  it('can be taken out until a worker has them', async () => {
    const diary = new Diary();
    await queue.add('work', 'first');
    await queue.add('work', 'second');
    let release = quiet;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await queue.work(
      'work',
      async (id) => {
        await diary.note(id);
        await held;
      },
      options,
    );
    await diary.until(1);
    expect(await queue.remove('work', 'second')).toBe(true);
    expect(await queue.remove('work', 'first')).toBe(false);
    await queue.add('work', 'third');
    release();
    expect(await diary.until(2)).toEqual(['first', 'third']);
  });

  it('are tried again when they fail, and given up at last', async () => {
    const diary = new Diary();
    const abandoned = new Promise<[string, string]>((resolve) => {
      void queue.work(
        'work',
        async (id) => {
          await diary.note(id);
          throw new Error(`no luck with ${id}`);
        },
        {
          concurrency: 1,
          onAbandoned: (id, { message }) => {
            resolve([id, message]);
          },
        },
      );
    });
    await queue.add('work', 'hapless');
    expect(await abandoned).toEqual(['hapless', 'no luck with hapless']);
    expect(diary.ids).toHaveLength(MOST_ATTEMPTS);
  });

  it('go back to the queue when a worker closes and returns them', async () => {
    const diary = new Diary();
    const first: Working = await queue.work(
      'work',
      async (id, signal) => {
        await diary.note(id);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new JobReturned('closing'));
          });
        });
      },
      options,
    );
    await queue.add('work', 'long');
    await diary.until(1);
    await first.close();
    await queue.work('work', diary.note, options);
    expect(await diary.until(2)).toEqual(['long', 'long']);
  });
}
