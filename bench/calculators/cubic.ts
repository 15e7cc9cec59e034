import { RelaxationCalculator, structureOf, type Potential } from '@nano-os/models';
import { cubicCard } from '../../libs/models/test-support/cubic-card';

/** The crystals on the card of the potential, from a cell strained by 3 %: how far from its edges. */
export async function benchCubic(potential: Potential): Promise<void> {
  const relaxation = new RelaxationCalculator(potential, { maxStress: 0.005 });
  const crystals = cubicCard();
  const begin = performance.now();
  const errors: number[] = [];
  const notes: string[] = [];
  let steps = 0;
  for (const { name, type, edge, structure, edgeOf } of crystals) {
    const [outcome] = await relaxation.calcMany([structure(1.03 * edge)]);
    if (!outcome || 'error' in outcome) {
      notes.push(`${name}, ${type}: ${outcome?.error.message ?? 'nothing'}`);
      continue;
    }
    const { result } = outcome;
    steps += result.steps;
    const error = Math.abs(edgeOf(structureOf(result.structure)) / edge - 1);
    errors.push(error);
    if (error > 0.002 || result.outcome !== 'converged') {
      notes.push(`${name}, ${type}: ${(100 * error).toFixed(3)} %, ${result.outcome}`);
    }
  }
  const within = (limit: number): number => errors.filter((error) => error <= limit).length;
  const seconds = ((performance.now() - begin) / 1e3).toFixed(1);
  console.log('| crystals | within 0.05 % | within 0.2 % | steps, mean | seconds |');
  console.log('|---|---|---|---|---|');
  const cells = [crystals.length, within(5e-4), within(2e-3), (steps / errors.length).toFixed(1)];
  console.log(`| ${cells.join(' | ')} | ${seconds} |\n`);
  for (const note of notes) console.log(`- ${note}`);
  console.log();
}
