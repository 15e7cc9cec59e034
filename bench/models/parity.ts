/**
 * How far the published networks' answers lie from those of their authors' programs:
 *
 *     NANO_OS_SHARED=FOLDER node bin/nano-os.mjs dev bench models/parity
 */
import { InferencePool, ModelStore, type PlainCrystal } from '@nano-os/models';
import { availableParallelism } from 'node:os';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWeights } from './sides';
import { median } from './statistics';

const KERAS = join(__dirname, '../../../libs/models/test-figures/megnet-keras.json');
/** What the answers should be within. */
const TARGET = 2e-5;

interface Golden {
  readonly crystal: PlainCrystal;
  readonly expected: {
    readonly CGCNN: Readonly<Record<string, number>>;
    readonly cgcnn_tie_at_12: boolean;
    readonly 'MEGNet-MP-2018.6.1-Eform': number;
    readonly 'MEGNet-MP-2019.4.1-BandGap-mfi': readonly number[];
  };
}

/** One property of a model, and what its authors' program answers; NaN where nothing is known. */
interface Comparison {
  readonly model: string;
  readonly property: string;
  readonly unit: string;
  readonly theirs: (golden: Golden, index: number) => number;
  /** From the value that is served to that of the authors. */
  readonly convert?: (value: number) => number;
}

function cgcnn(name: string, property: string, unit: string): Comparison {
  return {
    model: `CGCNN-${name}`,
    property,
    unit,
    theirs: ({ expected }) => expected.CGCNN[name] ?? NaN,
    convert: unit.startsWith('log10') ? Math.log10 : undefined,
  };
}

const fidelity = (property: string, state: number): Comparison => ({
  model: 'MEGNet-MP-2019.4.1-BandGap-mfi',
  property,
  unit: 'eV',
  theirs: ({ expected }) => expected['MEGNet-MP-2019.4.1-BandGap-mfi'][state] ?? NaN,
});

function keras(name: 'log10K' | 'log10G', property: string): Comparison {
  const { crystals } = JSON.parse(readFileSync(KERAS, 'utf8')) as {
    crystals: readonly { index: number; log10K: number; log10G: number }[];
  };
  return {
    model: `MEGNet-MP-2018.6.1-${name}`,
    property,
    unit: 'log10 GPa',
    theirs: (_, index) => crystals.find((one) => one.index === index)?.[name] ?? NaN,
    convert: Math.log10,
  };
}

const COMPARISONS: readonly Comparison[] = [
  cgcnn('formation-energy-per-atom', 'formation_energy', 'eV/atom'),
  cgcnn('band-gap', 'bandgap', 'eV'),
  cgcnn('bulk-moduli', 'bulk_modulus', 'log10 GPa'),
  cgcnn('shear-moduli', 'shear_modulus', 'log10 GPa'),
  {
    model: 'MEGNet-MP-2018.6.1-Eform',
    property: 'formation_energy',
    unit: 'eV/atom',
    theirs: ({ expected }) => expected['MEGNet-MP-2018.6.1-Eform'],
  },
  fidelity('bandgap', 0),
  fidelity('bandgap_gllb_sc', 1),
  fidelity('bandgap_hse', 2),
  fidelity('bandgap_scan', 3),
  keras('log10K', 'bulk_modulus'),
  keras('log10G', 'shear_modulus'),
];

function readGolden(folder: string): Golden[] {
  const path = join(folder, 'golden/upstream-predictions.json');
  const rows = JSON.parse(readFileSync(path, 'utf8')) as (Pick<
    PlainCrystal,
    'lattice' | 'species'
  > & { frac: PlainCrystal['fracCoords']; expected: Golden['expected'] })[];
  return rows.map(({ lattice, species, frac, expected }) => ({
    crystal: { lattice, species, fracCoords: frac },
    expected,
  }));
}

function row(comparison: Comparison, crystals: string, gaps: readonly number[]): string {
  const within = gaps.filter((gap) => gap < TARGET).length;
  const cells = [
    comparison.model,
    comparison.property,
    crystals,
    gaps.length,
    `${Math.max(...gaps).toExponential(1)} ${comparison.unit}`,
    median(gaps).toExponential(1),
    within,
  ];
  return `| ${cells.join(' | ')} |`;
}

async function compare(
  pool: InferencePool,
  models: ModelStore,
  golden: readonly Golden[],
  comparison: Comparison,
): Promise<string[]> {
  const { digest, card, weights } = await models.open(comparison.model);
  const model = await pool.compile(digest, card, weights);
  const answers = await pool.predict(
    [model],
    golden.map(({ crystal }) => crystal),
  );
  const convert = comparison.convert ?? ((value: number) => value);
  const gaps = golden.map((one, index) => {
    const answer = answers[index]?.[0];
    if (!answer?.ok) throw new Error(answer?.reason ?? 'There is no answer');
    const ours = Number(answer.values[comparison.property]);
    return Math.abs(convert(ours) - comparison.theirs(one, index));
  });
  const known = (tie?: boolean): number[] =>
    gaps.filter((gap, index) => {
      const ties = golden[index]?.expected.cgcnn_tie_at_12;
      return !Number.isNaN(gap) && (tie === undefined || ties === tie);
    });
  if (!comparison.model.startsWith('CGCNN')) return [row(comparison, 'all', known())];
  return [
    row(comparison, 'without a tie', known(false)),
    row(comparison, 'with a tie', known(true)),
  ];
}

async function main(): Promise<void> {
  const { NANO_OS_SHARED: folder } = process.env;
  if (!folder) throw new Error('NANO_OS_SHARED names no folder with weights and crystals');
  const golden = readGolden(folder);
  await withWeights(folder, async ({ models }) => {
    const store = new ModelStore(models);
    const pool = new InferencePool({ threads: availableParallelism(), timeoutMs: 600_000 });
    console.log('| model | property | crystals | n | largest difference | median | < 2e-5 |');
    console.log('|---|---|---|---|---|---|---|');
    for (const comparison of COMPARISONS) {
      for (const line of await compare(pool, store, golden, comparison)) console.log(line);
    }
    await pool.stop();
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
