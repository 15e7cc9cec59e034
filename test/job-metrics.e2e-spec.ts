import type { Actor, TestApp } from './support/app';
import {
  cancel,
  createCalculatingApp,
  jobEnd,
  jobWhen,
  SPARE,
  submit,
  submitLong,
} from './support/calculations';
import { SILICON_CIF } from './support/crystals';
import { until, upload } from './support/ml';
import { ModelsFolder } from './support/networks';

describe('measurements of jobs', () => {
  const folder = new ModelsFolder();
  let app: TestApp;
  let user: Actor;

  beforeAll(async () => {
    app = await createCalculatingApp(folder);
    folder.serve(app);
    user = await app.user();
  });
  afterAll(async () => {
    await app.close();
    folder.discard();
  });

  /** A sample's value; undefined when there is none of the name with these labels. */
  async function sample(series: string): Promise<number | undefined> {
    const text = await (await app.request('GET', '/metrics')).text();
    const line = text.split('\n').find((each) => each.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length));
  }

  const unfinished = (kind: string): Promise<(number | undefined)[]> =>
    Promise.all(
      ['waiting', 'running'].map((state) =>
        sample(`nano_os_jobs{kind="${kind}",state="${state}"}`),
      ),
    );
  const ended = (kind: string, outcome: string): Promise<number | undefined> =>
    sample(`nano_os_jobs_ended_total{kind="${kind}",outcome="${outcome}"}`);
  const timed = (kind: string): Promise<number | undefined> =>
    sample(`nano_os_job_seconds_count{kind="${kind}"}`);
  /** The process counts an end after it is written down. */
  const untilEnded = (kind: string, outcome: string, n: number): Promise<void> =>
    until(async () => (await ended(kind, outcome)) === n);

  it('are there before the first job, all of them 0', async () => {
    for (const kind of ['relaxation', 'elastic', 'eos', 'fine-tune']) {
      expect(await unfinished(kind)).toEqual([0, 0]);
      for (const outcome of ['completed', 'failed', 'cancelled']) {
        expect(await ended(kind, outcome)).toBe(0);
      }
    }
  });

  it('tell what waits and runs, and count what is cancelled in either state', async () => {
    const first = await submitLong(app, user);
    await jobWhen(app, user, first.id, ({ state }) => state === 'running');
    const behind = await submitLong(app, user);
    expect(await unfinished('elastic')).toEqual([1, 1]);
    expect(await unfinished('relaxation')).toEqual([0, 0]);
    await cancel(app, user, behind.id);
    expect(await unfinished('elastic')).toEqual([0, 1]);
    expect(await ended('elastic', 'cancelled')).toBe(1);
    // What never began ran for no time.
    expect(await timed('elastic')).toBeUndefined();
    await cancel(app, user, first.id);
    await untilEnded('elastic', 'cancelled', 2);
    expect(await unfinished('elastic')).toEqual([0, 0]);
    expect(await timed('elastic')).toBe(1);
  });

  it('tell how long jobs ran, as their records do', async () => {
    const structure_id = await upload(app, user, SILICON_CIF);
    let seconds = 0;
    for (let n = 1; n <= 2; n++) {
      const { body } = await submit(app, user, 'relaxations', { structure_id });
      const { started_at, finished_at } = await jobEnd(app, user, body.id);
      seconds += (Date.parse(finished_at!) - Date.parse(started_at!)) / 1000;
      await untilEnded('relaxation', 'completed', n);
    }
    expect(await timed('relaxation')).toBe(2);
    // Records have milliseconds.
    const sum = await sample('nano_os_job_seconds_sum{kind="relaxation"}');
    expect(Math.abs(sum! - seconds)).toBeLessThan(0.0041);
  });

  it('count what fails', async () => {
    const { id } = await submitLong(app, user, { potential: SPARE.card.name });
    await jobWhen(app, user, id, ({ progress }) => progress !== null);
    await folder.remove(SPARE.card.name);
    await untilEnded('elastic', 'failed', 1);
    expect(await timed('elastic')).toBe(2);
  });
});
