import type { FineTuning } from '../cards/fine-tuning';
import { linearAxis, logarithmicAxis } from '../training/report/axis';
import { BOTTOM, COLOURS, LEFT, plot, RIGHT, TOP } from '../training/report/frame';
import { pointsOverDiagonal } from '../training/report/points-over-diagonal';
import { element } from '../training/report/svg';

/** What a model's name and record say, drawn; SVG. */
export interface FineTuningDrawings {
  /** Mean error on the crystals held out, by epoch. */
  readonly curve: string;
  /** What the base and the new model say over what is known, for crystals held out. */
  readonly parity: string;
}

export function fineTuningDrawings(name: string, record: FineTuning): FineTuningDrawings {
  return { curve: curveOf(name, record), parity: parityOf(name, record) };
}

function curveOf(name: string, { curve, property, unit }: FineTuning): string {
  const horizontal = linearAxis(0, Math.max(1, curve.length - 1), LEFT, RIGHT);
  const least = Math.max(Number.MIN_VALUE, Math.min(...curve)) * 0.9;
  const vertical = logarithmicAxis(least, Math.max(...curve, least) * 1.1, BOTTOM, TOP);
  const points = curve.map(
    (error, epoch) =>
      `${horizontal.at(epoch).toFixed(1)},${vertical.at(Math.max(error, least)).toFixed(1)}`,
  );
  const drawn = element('polyline', {
    points: points.join(' '),
    fill: 'none',
    'stroke-width': '1.5',
    stroke: COLOURS[0],
  });
  const titles = { title: name, x: 'epoch', y: `mean absolute error of ${property}, ${unit}` };
  return plot(titles, horizontal, vertical, ['crystals held out'], [drawn]);
}

function parityOf(name: string, { points, property, unit, base }: FineTuning): string {
  const dots = [0, 1].flatMap((series) =>
    points.map(([known, before, after]) => ({
      known,
      said: series === 0 ? before : after,
      series,
    })),
  );
  const titles = { title: name, x: `${property} given, ${unit}`, y: `predicted, ${unit}` };
  return pointsOverDiagonal(titles, [base.name, name], dots, { radius: 2, opacity: '0.5' });
}
