import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../test-support/temporary-folder';
import { layRows, tinyTraining, trainingRows } from '../../../test-support/training-rows';
import { networkOf } from '../../networks';
import { ModelStore } from '../../store/model-store';
import { verifyModel } from '../../store/verify-model';
import type { StoredModel } from '../../store/stored-model';
import type { TrainingConfiguration } from '../configuration';
import { loadCheckpoint } from './checkpoint';
import { domainOfTraining } from './domain-of-training';
import { evaluateModel } from './evaluate-model';
import { reportTraining } from './report-of-training';
import { CHECKPOINT_FILE, runTraining, type TrainingEvent } from './run-training';

const folder = temporaryFolder();

function run(
  out: string,
  configuration: TrainingConfiguration,
  onEvent: (event: TrainingEvent) => void = () => undefined,
  signal?: AbortSignal,
  start?: StoredModel,
) {
  layRows(folder());
  const source = 'training/test.json';
  return runTraining({
    configuration,
    source,
    data: folder(),
    out: join(folder(), out),
    onEvent,
    signal,
    start,
  });
}

/** What is left of a training but for how long it took. */
async function leftIn(out: string) {
  const checkpoint = await loadCheckpoint(join(folder(), out, CHECKPOINT_FILE));
  return { ...checkpoint, curve: checkpoint!.curve.map((record) => ({ ...record, seconds: 0 })) };
}

describe('a training', () => {
  it('is repeated bit for bit by its seed, and goes on after an interruption to the same end', async () => {
    const threads = { threads: 2 };
    const whole = await run('a', tinyTraining(threads));

    const stop = new AbortController();
    const parted = await run(
      'c',
      tinyTraining(threads),
      (event) => {
        if (event.kind === 'epoch' && event.record.epoch === 2) stop.abort();
      },
      stop.signal,
    );
    expect([parted.isFinished, parted.curve.length]).toEqual([false, 2]);
    const events: TrainingEvent[] = [];
    const resumed = await run('c', tinyTraining(threads), (event) => events.push(event));
    expect(events[0]).toMatchObject({ kind: 'prepared', resumedFrom: 2 });
    expect(events).toHaveLength(3);
    expect([resumed.isFinished, resumed.model.digest]).toEqual([true, whole.model.digest]);
    expect(await leftIn('c')).toEqual(await leftIn('a'));

    const other = await run('d', tinyTraining({ ...threads, seed: 4 }));
    expect(other.model.digest).not.toBe(whole.model.digest);
  });

  it('goes on with batches by cost as well', async () => {
    const byCost = { batch: { cost: 5 }, epochs: 3 };
    const whole = await run('j', tinyTraining(byCost));
    const stop = new AbortController();
    const onEvent = (event: TrainingEvent): void => {
      if (event.kind === 'epoch') stop.abort();
    };
    await run('k', tinyTraining(byCost), onEvent, stop.signal);
    const resumed = await run('k', tinyTraining(byCost));
    expect(resumed.model.digest).toBe(whole.model.digest);
    expect(await leftIn('k')).toEqual(await leftIn('j'));
  });

  it('leaves a model that serves, with the errors of the best epoch, and a report', async () => {
    const configuration = tinyTraining({ epochs: 8 });
    const outcome = await run('e', configuration);
    const store = new ModelStore(join(folder(), 'e'));
    const model = await store.open('CGCNN-test');
    await verifyModel(model, networkOf('cgcnn'));
    const best = outcome.curve.toSorted((a, b) => a.score - b.score)[0]!;
    const { heldOut } = model.card;
    const { errors } = await evaluateModel(
      model,
      outcome.prepared.validation.map(({ row }) => row),
    );
    // The mean over the sets, each counted alike.
    const mean = errors.reduce((sum, { mae }) => sum + mae, 0) / errors.length;
    expect(Math.abs(heldOut.formation_energy!.mae / mean - 1)).toBeLessThan(1e-3);
    errors.forEach(({ mae }, index) => {
      expect(Math.abs(best.errors[index]!.mae / mae - 1)).toBeLessThan(1e-4);
    });

    const { training } = outcome.prepared;
    const counts = new Set(training.map(({ row }) => new Set(row.species).size));
    expect(heldOut.formation_energy!.domain!.elementCounts).toEqual(
      [...counts].sort((a, b) => a - b),
    );
    expect(await domainOfTraining(configuration, folder())).toEqual({
      domain: heldOut.formation_energy!.domain,
      crystals: model.card.training.crystals,
    });

    const report = join(folder(), 'report');
    await reportTraining(report, configuration, outcome);
    const text = readFileSync(join(report, 'report.md'), 'utf8');
    for (const said of ['| salts |', '| cubic |', '| Na |', 'formation_energy-curve.svg']) {
      expect(text).toContain(said);
    }
    expect(existsSync(join(report, 'formation_energy-parity.svg'))).toBe(true);
  });

  it('that is finished leaves its model again, without training', async () => {
    const configuration = tinyTraining({ epochs: 2 });
    const { model } = await run('l', configuration);
    rmSync(join(folder(), 'l', 'CGCNN-test'), { recursive: true });
    const events: string[] = [];
    const again = await run('l', configuration, ({ kind }) => events.push(kind));
    expect([events, again.isFinished]).toEqual([['prepared'], true]);
    const left = await new ModelStore(join(folder(), 'l')).open('CGCNN-test');
    expect([left.card, left.digest]).toEqual([model.card, model.digest]);
  });

  it('learns several targets of which crystals lack some', async () => {
    const megnet: Partial<TrainingConfiguration> = {
      architecture: 'megnet',
      family: 'MEGNet',
      properties: [
        { name: 'bandgap', output: 'gap', unit: 'eV', transform: 'identity', weight: 1, least: 0 },
        { name: 'bulk_modulus', output: 'modulus', unit: 'GPa', transform: 'exp10', weight: 1 },
      ],
      network: {
        cutoff: 5,
        gaussians: { first: 0, last: 6, count: 8, sharpness: 2 },
        embeddingSize: 4,
        stateSize: 2,
        encoder: [6, 4],
        update: [6, 4],
        blocks: 1,
        readout: [4],
        activateUpdates: true,
        set2set: { size: 4, steps: 1, projected: false, gate: 'sigmoid', keepsCell: true },
        outputs: ['gap', 'modulus'],
      },
    };
    const { curve, model } = await run('f', tinyTraining(megnet));
    const known = curve[0]!.errors.filter(({ property }) => property === 'bulk_modulus');
    const all = curve[0]!.errors.filter(({ property }) => property === 'bandgap');
    const count = (errors: typeof all): number => errors.reduce((sum, { n }) => sum + n, 0);
    expect(count(known)).toBeLessThan(count(all));
    expect(curve.map(({ loss }) => loss).every(Number.isFinite)).toBe(true);
    expect(model.card.heldOut.bulk_modulus!.unit).toBe('log10 GPa');
    // The network's 0 is the least value.
    expect(model.card.properties[0]!.shift).toBe(0);
  });

  it('begins with the weights of another model where they fit', async () => {
    const { model: start } = await run('l', tinyTraining({ epochs: 2 }));
    const named = { model: start.card.name, weights: start.card.files['weights.safetensors']! };
    const still = { kind: 'constant', rate: 1e-30 } as const;
    const network = { ...tinyTraining().network, hiddenSize: 5 };
    const begun: TrainingEvent[] = [];
    const { model } = await run(
      'm',
      tinyTraining({ epochs: 1, schedule: still, start: named, network, seed: 9 }),
      (event) => begun.push(event),
      undefined,
      start,
    );
    const same = [...model.tensors].filter(([name, { data }]) =>
      data.every((value, i) => value === start.tensors.get(name)?.data[i]),
    );
    // Another size of the hidden layer leaves that and the readout's weight to themselves, and one
    // epoch moves the statistics of norms.
    const statistics = /\.(mean|variance)$/;
    const others = [...model.tensors.keys()].filter(
      (name) => !statistics.test(name) && !same.some(([each]) => each === name),
    );
    expect(others.sort()).toEqual(['hidden.0.bias', 'hidden.0.weight', 'readout.weight']);
    const taken = [...start.tensors].filter(
      ([name]) => ![...others, 'atom_features'].includes(name),
    );
    expect(begun[0]).toMatchObject({
      transferred: taken.reduce((sum, [, { data }]) => sum + data.length, 0),
    });

    const from = (weights: string, given: StoredModel | undefined) =>
      run('n', tinyTraining({ start: { ...named, weights } }), undefined, undefined, given);
    const refusal = { code: 'bad-configuration' };
    await expect(from('0'.repeat(64), start)).rejects.toMatchObject(refusal);
    await expect(from(named.weights, undefined)).rejects.toMatchObject(refusal);
    await expect(run('o', tinyTraining(), undefined, undefined, start)).rejects.toMatchObject(
      refusal,
    );
  });

  it('ends when its patience does', async () => {
    const still = { ...tinyTraining({ epochs: 50 }), patience: 2 };
    const { curve } = await run('g', {
      ...still,
      schedule: { kind: 'constant', rate: 1e-30 },
    });
    // Nothing is learnt, but running statistics still come nearer for some epochs.
    expect(curve.length).toBeLessThan(50);
    const best = curve.toSorted((a, b) => a.score - b.score)[0]!;
    expect(curve.length - best.epoch).toBe(2);
  });

  it('refuses the checkpoint of another training, and data without what is learnt', async () => {
    await run('h', tinyTraining({ epochs: 1 }));
    await expect(run('h', tinyTraining({ epochs: 2 }))).rejects.toMatchObject({
      code: 'other-training',
    });
    writeFileSync(join(folder(), 'h', CHECKPOINT_FILE), 'nothing of the kind');
    await expect(run('h', tinyTraining({ epochs: 1 }))).rejects.toMatchObject({
      code: 'bad-checkpoint',
    });
    const [first] = tinyTraining().properties;
    const properties = [{ ...first!, name: 'melting_point' }];
    await expect(run('i', tinyTraining({ properties }))).rejects.toMatchObject({
      code: 'bad-data',
    });
    expect(trainingRows()).toHaveLength(40);
  });
});
