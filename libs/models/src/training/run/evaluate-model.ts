import { servedValue, toleranceOf } from '../../confidence';
import { InferencePool } from '../../runtime';
import type { StoredModel } from '../../store/stored-model';
import type { JudgedProperty } from '../report/judged';
import { crystalOf } from '../rows/crystal-of';
import type { Row } from '../rows/row';
import type { SetError } from './curve';

export interface ModelEvaluation {
  /** Properties of the model that any of the crystals has a value of. */
  readonly properties: readonly JudgedProperty[];
  readonly errors: readonly SetError[];
  /** Crystals that the model says nothing of, by the reason's code. */
  readonly refused: Readonly<Record<string, number>>;
}

/** Crystals that are asked about at once. */
const PART = 500;

/** What a model serves for crystals with known values: moduli are compared by their logarithms. */
export async function evaluateModel(
  { card, digest, weights }: StoredModel,
  rows: readonly Row[],
): Promise<ModelEvaluation> {
  const pool = new InferencePool();
  try {
    const model = await pool.compile(digest, card, weights);
    const served = new Map<Row, Readonly<Record<string, number | Float64Array>>>();
    const refused: Record<string, number> = {};
    for (let start = 0; start < rows.length; start += PART) {
      const part = rows.slice(start, start + PART);
      const answers = await pool.predict([model], part.map(crystalOf));
      answers.forEach(([answer], index) => {
        const row = part[index];
        if (answer?.ok && row) served.set(row, answer.values);
        else if (answer?.ok === false) refused[answer.code] = (refused[answer.code] ?? 0) + 1;
      });
    }
    const properties = card.properties
      .map(({ name, unit }) => judgedProperty(name, unit, served))
      .filter(({ judged }) => judged.length > 0);
    return { properties, errors: properties.flatMap(errorsOf), refused };
  } finally {
    await pool.stop();
  }
}

function judgedProperty(
  name: string,
  unit: string,
  served: ReadonlyMap<Row, Readonly<Record<string, number | Float64Array>>>,
): JudgedProperty {
  const isLogarithmic = toleranceOf(name)?.isLogarithmic ?? false;
  const compared = (value: number): number => (isLogarithmic ? Math.log10(value) : value);
  const judged = [...served].flatMap(([row, values]) => {
    const [actual, value] = [row.targets[name], values[name]];
    if (typeof actual !== 'number' || typeof value !== 'number') return [];
    if (isLogarithmic && actual <= 0) return [];
    return [{ row, actual: compared(actual), answer: compared(servedValue(name, value)) }];
  });
  return { name, unit: isLogarithmic ? `log10 ${unit}` : unit, judged };
}

function errorsOf({ name, judged }: JudgedProperty): SetError[] {
  const sets = [...new Set(judged.map(({ row }) => row.source))].sort();
  return sets.map((set) => {
    const own = judged.filter(({ row }) => row.source === set);
    const total = own.reduce((sum, { actual, answer }) => sum + Math.abs(answer - actual), 0);
    return { property: name, set, n: own.length, mae: total / own.length };
  });
}
