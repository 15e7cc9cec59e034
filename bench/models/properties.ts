import type { SharedCrystals } from './crystals';
import { rowOfHundred, timeHundred } from './hundred';
import { rowOfMemory, rowOfSingles, timeSingles } from './one-at-a-time';
import { startOurs, startTheirs, type Weights } from './sides';
import { labelOf, type Subject } from './subjects';

export interface Tables {
  readonly singles: string[];
  readonly hundreds: string[];
  readonly memory: string[];
  readonly differences: string[];
}

/** One model on both sides: one crystal at a time, a hundred, memory, and whether they agree. */
export async function benchModel(
  subject: Subject,
  shared: SharedCrystals,
  weights: Weights,
  cores: number,
): Promise<Tables> {
  const golden = shared.golden();
  const hundred = shared.draw(100);
  const sides = {
    ours: startOurs(subject.model, weights, 1),
    theirs: startTheirs(subject.model, weights, 1, subject.fidelities),
  };
  const crystals = golden.map(({ crystal }) => crystal);
  const singles = await timeSingles(subject, crystals, sides);
  // Both have seen a hundred at once by now when their memory is compared.
  for (const side of [sides.ours, sides.theirs]) {
    await side.ask({ crystals: hundred, together: true, rounds: 1 });
  }
  const memory = [await rowOfMemory(subject, sides)];
  await Promise.all([sides.ours.end(), sides.theirs.end()]);
  const hundreds: string[] = [];
  for (const threads of [...new Set([1, cores])]) {
    const timed = await timeHundred(subject, hundred, weights, threads);
    hundreds.push(rowOfHundred(subject, threads, timed));
  }
  const sure = singles.differences.filter(
    (_, i) => subject.minds === 'nothing' || !golden[i]?.ties,
  );
  const differences = [
    `| ${labelOf(subject)} | ${sure.length} | ${Math.max(...sure).toExponential(1)} ${subject.unit} |`,
  ];
  return { singles: [rowOfSingles(subject, singles)], hundreds, memory, differences };
}
