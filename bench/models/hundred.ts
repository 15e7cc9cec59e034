import type { JsonLines } from '../json-lines';
import type { Crystal } from './crystals';
import type { OurValues, Predicted, TheirValues } from './protocol';
import { startOurs, startTheirs, type Weights } from './sides';
import { median, ratiosOf, showRatios, type Ratios } from './statistics';
import { labelOf, type Subject } from './subjects';

const TURNS = 3;

/** A way for the authors' code to predict a hundred crystals. */
interface Way {
  readonly name: string;
  readonly programs: readonly JsonLines[];
  readonly together: boolean;
}

export interface Hundred {
  readonly ours: number;
  readonly theirs: number;
  readonly way: string;
  readonly ratios: Ratios;
}

/** Seconds of a way: of several processes with a share each, those of the one that takes longest. */
async function timeTheirs(
  { programs, together }: Way,
  crystals: readonly Crystal[],
  rounds: number,
): Promise<number> {
  const answers = await Promise.all(
    programs.map((program, index) => {
      const share = crystals.filter((_, i) => i % programs.length === index);
      return program.ask<Predicted<TheirValues>>({ crystals: share, together, rounds });
    }),
  );
  return Math.max(...answers.map(({ seconds }) => seconds));
}

function waysOf({ model, fidelities }: Subject, weights: Weights, threads: number): Way[] {
  const inOne = threads === 1 ? 'one thread' : `${threads} threads`;
  const inMany = `in ${threads} processes`;
  const whole = [startTheirs(model, weights, threads, fidelities)];
  const ways: Way[] = [
    { name: `a batch, ${inOne}`, programs: whole, together: true },
    { name: `one by one, ${inOne}`, programs: whole, together: false },
  ];
  if (threads === 1) return ways;
  const shares = Array.from({ length: threads }, () => startTheirs(model, weights, 1, fidelities));
  return [
    ...ways,
    { name: `batches ${inMany}`, programs: shares, together: true },
    { name: `one by one ${inMany}`, programs: shares, together: false },
  ];
}

async function fastest(ways: readonly Way[], crystals: readonly Crystal[]): Promise<Way> {
  let best: { way: Way; seconds: number } | undefined;
  for (const way of ways) {
    const seconds = await timeTheirs(way, crystals, 1);
    if (!best || seconds < best.seconds) best = { way, seconds };
  }
  if (!best) throw new Error('There is no way');
  return best.way;
}

/** A hundred crystals in turn; the authors' code goes the way that is fastest for it. */
export async function timeHundred(
  subject: Subject,
  crystals: readonly Crystal[],
  weights: Weights,
  threads: number,
): Promise<Hundred> {
  const ours = startOurs(subject.model, weights, threads);
  const ways = waysOf(subject, weights, threads);
  try {
    const way = await fastest(ways, crystals);
    const [mine, others]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < TURNS; turn++) {
      const request = { crystals, together: true, rounds: 3 };
      mine.push((await ours.ask<Predicted<OurValues>>(request)).seconds);
      others.push(await timeTheirs(way, crystals, 1));
    }
    const ratios = ratiosOf(mine, others);
    return { ours: median(mine), theirs: median(others), way: way.name, ratios };
  } finally {
    const programs = new Set([ours, ...ways.flatMap((way) => way.programs)]);
    await Promise.all([...programs].map((program) => program.end()));
  }
}

export function rowOfHundred(
  subject: Subject,
  threads: number,
  { ours, theirs, way, ratios }: Hundred,
): string {
  return `| ${labelOf(subject)} | ${threads} | ${ours.toFixed(3)} | ${theirs.toFixed(2)} | ${way} | ${showRatios(ratios)} |`;
}
