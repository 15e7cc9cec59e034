import {
  assembleModel,
  evaluateModel,
  fineTune,
  type FineTuningProgress,
  type StoredModel,
} from '@nano-os/models';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseConfiguration, baseModel } from './base';
import { allRows, CHEMISTRIES, pickRows, rowsOf, type Chemistry, type Row } from './chemistries';
import { estimate, meanOf, type Estimate, type Judged } from './estimates';
import { fromNothing } from './from-nothing';

/**
 * `nano-os dev bench fine-tuning [FOLDER [CRYSTALS [CHEMISTRY …]]]`: a base trained without three
 * chemistries, and what fine-tuning it on a hundred crystals of each brings on others of them. The
 * base, and of each a record with its parity plot, are left in the folder.
 */
const ROOT = join(__dirname, '../../..');
const SHARED = process.env.NANO_OS_SHARED ?? join(ROOT, '../shared');
const PROPERTY = 'formation_energy';
const MOST_OTHERS = 500;

/** A model that answers for all crystals of its network, whatever it was trained on. */
function open({ card, tensors }: StoredModel): StoredModel {
  const elements = card.config.elements as string[];
  return assembleModel({ ...card, elements }, tensors);
}

async function errorsOf(model: StoredModel, rows: readonly Row[]): Promise<Map<string, number>> {
  const { properties } = await evaluateModel(model, rows);
  const judged = properties.flatMap((property) => property.judged);
  return new Map(judged.map(({ row, actual, answer }) => [row.id, Math.abs(actual - answer)]));
}

const told = ({ value, interval: [low, high] }: Estimate): string =>
  `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

function tellProgress({ stage, epoch, epochs, secondsLeft }: FineTuningProgress): void {
  process.stderr.write(`\r${stage} ${epoch} of ${epochs}, ${secondsLeft.toFixed(0)} s left   `);
}

async function measure(
  chemistry: Chemistry,
  base: StoredModel,
  rows: readonly Row[],
  crystals: number,
  folder: string,
): Promise<string> {
  const { few, others } = pickRows(rowsOf(rows, chemistry), crystals, MOST_OTHERS);
  const begin = performance.now();
  const { record, model, drawings } = await fineTune(
    base,
    few.map(({ id, lattice, species, frac, targets }) => ({
      label: id,
      crystal: { lattice, species, fracCoords: frac },
      value: Number(targets[PROPERTY]),
    })),
    { name: `CGCNN-${chemistry.name}`, property: PROPERTY },
    { onProgress: tellProgress },
  );
  const seconds = (performance.now() - begin) / 1000;
  writeFileSync(join(folder, `${chemistry.name}-parity.svg`), `${drawings.parity}\n`);
  writeFileSync(join(folder, `${chemistry.name}-record.json`), JSON.stringify(record, null, 1));
  const models = [open(base), open(model)];
  models.push(open(await fromNothing(baseConfiguration(ROOT), few)));
  const errors = await Promise.all(models.map((each) => errorsOf(each, others)));
  const judged = others.flatMap((row): Judged[] => {
    const own = errors.map((of) => of.get(row.id));
    return own.every((error) => error !== undefined) ? [{ row, errors: own }] : [];
  });
  const [before, after, nothing] = [0, 1, 2].map((index) => estimate(judged, meanOf(index)));
  const ratio = estimate(judged, (some) => meanOf(1)(some) / meanOf(0)(some));
  const [best] = record.tried;
  const way = best ? `${best.layers}, ${best.rate}, ${best.epochs}` : '';
  const cells = [before, after, nothing, ratio].map((each) => (each ? told(each) : ''));
  const { mean, interval } = record.after;
  const expected = told({ value: mean, interval });
  return `| ${[chemistry.name, judged.length, ...cells, expected, way, seconds.toFixed(0)].join(' | ')} |`;
}

const HEAD = [
  'chemistry',
  'others',
  'base',
  'tuned',
  'from nothing',
  'tuned / base',
  'tuned, by cross validation',
  'chosen: layers, rate, epochs',
  's',
];

async function main([
  folder = join(ROOT, '.cache/fine-tuning'),
  crystals = '100',
  ...asked
]: string[]): Promise<void> {
  const rows = await allRows(SHARED);
  const base = await baseModel(folder, ROOT, rows);
  console.log(`| ${HEAD.join(' | ')} |\n|${'---|'.repeat(HEAD.length)}`);
  for (const chemistry of CHEMISTRIES) {
    if (asked.length > 0 && !asked.includes(chemistry.name)) continue;
    const row = await measure(chemistry, base, rows, Number(crystals), folder);
    process.stderr.write('\n');
    console.log(row);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
