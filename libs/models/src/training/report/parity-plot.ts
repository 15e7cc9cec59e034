import type { JudgedProperty } from './judged';
import { pointsOverDiagonal } from './points-over-diagonal';

/** More points than this are not told apart, and make a large file. */
const MOST_POINTS = 1500;

/** What a model says over what is known, a point a crystal, a colour a set. */
export function parityPlot(name: string, { name: property, unit, judged }: JudgedProperty): string {
  const every = Math.ceil(judged.length / MOST_POINTS);
  const shown = judged.filter((_, index) => index % every === 0);
  const sets = [...new Set(shown.map(({ row }) => row.source))].sort();
  const points = shown.map(({ row, actual, answer }) => ({
    known: actual,
    said: answer,
    series: sets.indexOf(row.source),
  }));
  const titles = { title: name, x: `${property} by DFT, ${unit}`, y: `predicted, ${unit}` };
  return pointsOverDiagonal(titles, sets, points, { radius: 1.5, opacity: '0.4' });
}
