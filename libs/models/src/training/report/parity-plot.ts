import { linearAxis } from './axis';
import { BOTTOM, COLOURS, LEFT, line, plot, RIGHT, TOP } from './frame';
import type { JudgedProperty } from './judged';
import { element } from './svg';

/** More points than this are not told apart, and make a large file. */
const MOST_POINTS = 1500;

/** What a model says over what is known, a point a crystal, a colour a set. */
export function parityPlot(name: string, { name: property, unit, judged }: JudgedProperty): string {
  const every = Math.ceil(judged.length / MOST_POINTS);
  const shown = judged.filter((_, index) => index % every === 0);
  const values = shown.flatMap(({ actual, answer }) => [actual, answer]);
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const horizontal = linearAxis(least, most, LEFT, RIGHT);
  const vertical = linearAxis(least, most, BOTTOM, TOP);
  const sets = [...new Set(shown.map(({ row }) => row.source))].sort();
  const points = shown.map(({ row, actual, answer }) => {
    const index = sets.indexOf(row.source);
    return element('circle', {
      cx: horizontal.at(actual),
      cy: vertical.at(answer),
      r: 1.5,
      fill: COLOURS[index % COLOURS.length] ?? '#000000',
      'fill-opacity': '0.4',
    });
  });
  const equal = line(
    horizontal.at(least),
    vertical.at(least),
    horizontal.at(most),
    vertical.at(most),
    '#555555',
  );
  const titles = { title: name, x: `${property} by DFT, ${unit}`, y: `predicted, ${unit}` };
  return plot(titles, horizontal, vertical, sets, [equal, ...points]);
}
