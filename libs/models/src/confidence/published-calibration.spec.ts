import { Lattice, Structure } from '@nano-os/crystal';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED } from '../../test-support/shared';
import { networkOf } from '../networks';
import { convertPublished } from '../published/convert-published';
import { fileName } from '../published/recipe';
import { PUBLISHED } from '../published/recipes';
import { compileModel, openModel, type OpenModel } from '../runtime/open-model';
import { evaluate } from '../runtime/evaluate';
import { readRows } from '../training/rows/read-rows';
import { errorOf, servedValue, toleranceOf } from './tolerances';

const DATA = join(SHARED, 'data');
const WEIGHTS = join(SHARED, 'weights');
const suite = existsSync(DATA) && existsSync(WEIGHTS) ? describe : describe.skip;

/** Sets by property; of each as many crystals, since each weighs as much on the card. */
const SETS = {
  bandgap: ['wbm-pbe', 'mp-2021-pbe'],
  formation_energy: ['wbm-pbe', 'mp-2021-pbe'],
  bulk_modulus: ['elastic-pbe'],
  shear_modulus: ['elastic-pbe'],
} as const;
const CRYSTALS_A_SET = 150;

type Property = keyof typeof SETS;

interface Measured {
  readonly structure: Structure;
  readonly targets: Readonly<Record<string, unknown>>;
}

interface Statement {
  readonly property: Property;
  readonly stated: number;
  readonly cameTrue: boolean;
}

/** Of the half, by formula, that the cards were not measured on. */
async function sampleOf(set: string): Promise<Measured[]> {
  const rows = await readRows(join(DATA, `${set}.jsonl.gz`));
  const sample: Measured[] = [];
  const step = Math.floor(rows.length / (3 * CRYSTALS_A_SET));
  for (let i = 0; sample.length < CRYSTALS_A_SET && i < rows.length; i += step) {
    const { lattice, species, frac, targets } = rows[i]!;
    const structure = new Structure(Lattice.fromRows(lattice), species, frac);
    const [first] = createHash('sha256').update(structure.reducedFormula).digest();
    if (first! % 2 === 1) sample.push({ structure, targets });
  }
  return sample;
}

async function openPublished(name: string): Promise<OpenModel> {
  const recipe = PUBLISHED.find((each) => each.name === name)!;
  const { owner, name: repository } = recipe.repository;
  const files = recipe.files.map(({ path }) => {
    const bytes = readFileSync(join(WEIGHTS, `${owner}+${repository}`, path));
    return [fileName(path), new Uint8Array(bytes)] as const;
  });
  const { card, weights, digest: key } = convertPublished(recipe, new Map(files));
  const onnx = compileModel({ kind: 'compile', key, card, weights }, networkOf);
  return openModel({ key, card, onnx }, networkOf);
}

async function statementsOf(name: string, samples: Map<string, Measured[]>): Promise<Statement[]> {
  const model = await openPublished(name);
  const property = model.card.properties[0]!.name as Property;
  const measured = SETS[property].flatMap((set) => samples.get(set)!);
  const makers = measured.map(
    ({ structure }) =>
      () =>
        structure,
  );
  const { answers } = await evaluate([model], makers, () => undefined);
  await model.session.dispose();
  const { within } = toleranceOf(property)!;
  return measured.flatMap(({ targets }, i) => {
    const [answer] = answers[i]!;
    const actual = targets[property];
    if (!answer?.ok || typeof actual !== 'number') return [];
    const served = servedValue(property, answer.values[property] as number);
    const cameTrue = errorOf(property, served, actual) <= within;
    return [{ property, stated: answer.confidence[property]!, cameTrue }];
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Four standard deviations of a share, which the crystals at hand do not exceed by chance. */
function allowance(statements: readonly Statement[]): number {
  const variances = statements.map(({ stated }) => stated * (1 - stated));
  return 4 * Math.sqrt(mean(variances) / statements.length);
}

function expectCalibrated(statements: readonly Statement[]): void {
  const difference =
    mean(statements.map(({ stated }) => stated)) -
    mean(statements.map(({ cameTrue }) => Number(cameTrue)));
  // A twentieth more, since groups of crystals are not all alike.
  expect(Math.abs(difference)).toBeLessThan(0.05 + allowance(statements));
}

const MODELS = PUBLISHED.filter(({ family }) => family === 'CGCNN' || family === 'MEGNet');

suite('confidence of published models (skipped where NANO_OS_SHARED has no weights)', () => {
  let samples: Map<string, Measured[]>;
  const all: Statement[] = [];

  beforeAll(async () => {
    const sets = [...new Set(Object.values(SETS).flat())];
    const entries = sets.map(async (set) => [set, await sampleOf(set)] as const);
    samples = new Map(await Promise.all(entries));
  });

  it.each(MODELS.map(({ name }) => name))('comes true for %s', async (name) => {
    const statements = await statementsOf(name, samples);
    expect(statements.length).toBeGreaterThan(CRYSTALS_A_SET / 2);
    expectCalibrated(statements);
    all.push(...statements);
  });

  it.each([
    [0, 0.2],
    [0.2, 0.4],
    [0.4, 0.6],
    [0.6, 0.8],
    [0.8, 1],
  ])('comes true from %d to %d', (from, to) => {
    const band = all.filter(({ stated }) => stated >= from && stated < to);
    expect(band.length).toBeGreaterThan(50);
    expectCalibrated(band);
  });
});
