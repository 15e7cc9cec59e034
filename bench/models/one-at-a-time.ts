import type { JsonLines } from '../json-lines';
import type { Crystal } from './crystals';
import type { Memory, OurValues, Predicted, TheirValues } from './protocol';
import { median, ratiosOf, showMebibytes, showMillis, showRatios, type Ratios } from './statistics';
import { labelOf, type Subject } from './subjects';

const ROUNDS = { ours: 15, theirs: 5 };

/** Seconds of both sides, crystal by crystal in turn, and how far their answers lie apart. */
export interface Singles {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  readonly differences: readonly number[];
  readonly ratios: Ratios;
}

export async function timeSingles(
  subject: Subject,
  crystals: readonly Crystal[],
  { ours, theirs }: { ours: JsonLines; theirs: JsonLines },
): Promise<Singles> {
  const [mine, others, differences]: [number[], number[], number[]] = [[], [], []];
  for (const crystal of crystals) {
    const request = { crystals: [crystal], together: true };
    const a = await ours.ask<Predicted<OurValues>>({ ...request, rounds: ROUNDS.ours });
    const b = await theirs.ask<Predicted<TheirValues>>({ ...request, rounds: ROUNDS.theirs });
    mine.push(a.seconds);
    others.push(b.seconds);
    differences.push(subject.difference(a.values[0] ?? {}, b.values[0] ?? NaN));
  }
  return { ours: mine, theirs: others, differences, ratios: ratiosOf(mine, others) };
}

export function rowOfSingles(subject: Subject, { ours, theirs, ratios }: Singles): string {
  return `| ${labelOf(subject)} | ${showMillis(median(ours))} | ${showMillis(median(theirs))} | ${showRatios(ratios)} |`;
}

export async function rowOfMemory(
  subject: Subject,
  { ours, theirs }: { ours: JsonLines; theirs: JsonLines },
): Promise<string> {
  const [mine, others] = [
    await ours.ask<Memory>({ memory: true }),
    await theirs.ask<Memory>({ memory: true }),
  ];
  const cells = [mine.resident, others.resident, mine.peak, others.peak].map(showMebibytes);
  return `| ${labelOf(subject)} | ${cells.join(' | ')} | ${(mine.peak / others.peak).toFixed(2)} |`;
}
