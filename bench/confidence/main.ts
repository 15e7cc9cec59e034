import { loadEnvironment } from '@nano-os/common';
import {
  chemistryOf,
  confidencesOf,
  errorOf,
  InferencePool,
  measureErrors,
  ModelStore,
  servedValue,
  strangenessOf,
  toleranceOf,
  trainingDomain,
  type HeldOutErrors,
  type ModelAnswer,
  type TrainingDomain,
} from '@nano-os/models';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calibrationRow, CALIBRATION_HEAD, type Statement } from './calibration';
import { readMeasured, type MeasuredCrystal } from './measured-crystals';

/**
 * Measures the errors of the installed published models on half of the shared crystals, writes
 * them to `held-out.json`, and shows on the other half what the confidences made of them are worth.
 */
const ROOT = join(__dirname, '../../..');
const TARGET = join(ROOT, 'libs/models/src/published/held-out.json');
const SHARED = process.env.NANO_OS_SHARED ?? join(ROOT, '../shared');
const AT_ONCE = 1000;

interface Measurement {
  readonly crystals: readonly MeasuredCrystal[];
  readonly domain: TrainingDomain;
  readonly set: string;
}

/** A crystal with what a model serves for it. */
interface Served {
  readonly crystal: MeasuredCrystal;
  readonly served: number;
  readonly error: number;
  readonly strangeness: number;
}

async function measurements(): Promise<Map<string, Measurement>> {
  const read = (name: string): Promise<MeasuredCrystal[]> =>
    readMeasured(join(SHARED, 'data', `${name}.jsonl.gz`));
  const [wbm, mp, elastic] = [
    await read('wbm-pbe'),
    await read('mp-2021-pbe'),
    await read('elastic-pbe'),
  ];
  // How many crystals of one element are in this part of the Materials Project says nothing of how
  // many its authors' models learnt from, which are right about these more often than about others.
  const domainOf = (crystals: readonly MeasuredCrystal[]): TrainingDomain => {
    const { elements, nearest } = trainingDomain(crystals.map(({ structure }) => structure));
    return { elements, nearest };
  };
  const energies: Measurement = {
    crystals: [...wbm, ...mp],
    domain: domainOf(mp),
    set:
      'WBM, and crystals of the Materials Project of 2021 that may have been among the training ' +
      'ones, weighted alike; half of both, by formula',
  };
  const moduli: Measurement = {
    crystals: elastic,
    domain: domainOf(elastic),
    set:
      'Crystals of the Materials Project with moduli, which may have been among the training ' +
      'ones; half of them, by formula',
  };
  return new Map([
    ['formation_energy', energies],
    ['bandgap', energies],
    ['bulk_modulus', moduli],
    ['shear_modulus', moduli],
  ]);
}

/** What a model serves for all crystals with a known value; those that it refuses are left out. */
function servedBy(
  property: string,
  { crystals, domain }: Measurement,
  answers: ReadonlyMap<MeasuredCrystal, ModelAnswer>,
): Served[] {
  return crystals.flatMap((crystal) => {
    const actual = crystal.targets[property];
    const answer = answers.get(crystal);
    const value = answer?.ok ? answer.values[property] : undefined;
    if (actual === undefined || typeof value !== 'number') return [];
    if (toleranceOf(property)?.isLogarithmic && actual <= 0) return [];
    const served = servedValue(property, value);
    const error = errorOf(property, served, actual);
    return [{ crystal, served, error, strangeness: strangenessOf(crystal.structure, domain) }];
  });
}

function errorsOf(
  property: string,
  { set, domain }: Measurement,
  all: readonly Served[],
): HeldOutErrors {
  const usual = all.filter(({ crystal, strangeness }) => crystal.half === 0 && strangeness === 0);
  const sizes = new Map<string, number>();
  for (const { crystal } of usual) sizes.set(crystal.set, (sizes.get(crystal.set) ?? 0) + 1);
  const samples = usual.map(({ crystal, served, error }) => ({
    chemistry: chemistryOf(crystal.species),
    served,
    error,
    weight: 1 / (sizes.get(crystal.set) ?? 1),
  }));
  const unit = property.endsWith('modulus') ? 'log10 GPa' : unitOf(property);
  return { ...measureErrors(samples, { set, unit }), domain };
}

const unitOf = (property: string): string => (property === 'bandgap' ? 'eV' : 'eV/atom');

function statementsOf(
  property: string,
  heldOut: HeldOutErrors,
  all: readonly Served[],
): Statement[] {
  const within = toleranceOf(property)?.within ?? 0;
  return all
    .filter(({ crystal }) => crystal.half === 1)
    .map(({ crystal, served, error, strangeness }) => {
      const card = { heldOut: { [property]: heldOut } };
      const confidences = confidencesOf(card, crystal.structure, { [property]: served });
      const stated = confidences[property] ?? 0;
      return { set: crystal.set, stated, isWithin: error <= within, strangeness };
    });
}

async function main(): Promise<void> {
  const store = new ModelStore(loadEnvironment().NANO_OS_MODELS_DIR ?? '');
  const pool = new InferencePool();
  const byProperty = await measurements();
  const result: Record<string, Record<string, HeldOutErrors>> = {};
  console.log(`| model | property | crystals | ${CALIBRATION_HEAD.join(' | ')} |`);
  console.log(`|${'---|'.repeat(CALIBRATION_HEAD.length + 3)}`);
  for (const name of await store.names()) {
    const { digest, card, weights } = await store.open(name);
    if (card.origin !== 'published') continue;
    const properties = card.properties.filter((property) => byProperty.has(property.name));
    const model = await pool.compile(digest, card, weights);
    for (const { name: property } of properties) {
      const measurement = byProperty.get(property);
      if (!measurement) continue;
      const answers = new Map<MeasuredCrystal, ModelAnswer>();
      for (let begin = 0; begin < measurement.crystals.length; begin += AT_ONCE) {
        const part = measurement.crystals.slice(begin, begin + AT_ONCE);
        (await pool.predict([model], part)).forEach(([answer], i) => {
          const crystal = part[i];
          if (crystal && answer) answers.set(crystal, answer);
        });
      }
      const served = servedBy(property, measurement, answers);
      const heldOut = errorsOf(property, measurement, served);
      (result[name] ??= {})[property] = heldOut;
      const statements = statementsOf(property, heldOut, served);
      for (const set of ['all', ...new Set(statements.map((statement) => statement.set))]) {
        const own = statements.filter((statement) => set === 'all' || statement.set === set);
        console.log(`| ${[name, property, set, ...calibrationRow(own)].join(' | ')} |`);
      }
    }
    pool.release(model);
  }
  await pool.stop();
  writeFileSync(TARGET, `${JSON.stringify(result)}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
