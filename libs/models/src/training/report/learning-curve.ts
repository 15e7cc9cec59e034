import type { EpochRecord } from '../run/curve';
import { linearAxis, logarithmicAxis } from './axis';
import { BOTTOM, COLOURS, LEFT, plot, RIGHT, TOP } from './frame';
import { element } from './svg';

/** Mean absolute errors of one property on the crystals held out, by epoch, a line a set. */
export function learningCurve(
  name: string,
  curve: readonly EpochRecord[],
  property: string,
  unit: string,
): string {
  const own = (record: EpochRecord) => record.errors.filter((each) => each.property === property);
  const sets = [...new Set(curve.flatMap(own).map(({ set }) => set))].sort();
  const values = curve.flatMap(own).map(({ mae }) => mae);
  const horizontal = linearAxis(0, Math.max(1, curve.length), LEFT, RIGHT);
  const least = Math.min(...values) * 0.9;
  const vertical = logarithmicAxis(least, Math.max(...values) * 1.1, BOTTOM, TOP);
  const lines = sets.map((set, index) => {
    const points = curve.flatMap((record) =>
      own(record)
        .filter((each) => each.set === set)
        .map(
          ({ mae }) => `${horizontal.at(record.epoch).toFixed(1)},${vertical.at(mae).toFixed(1)}`,
        ),
    );
    return element('polyline', {
      points: points.join(' '),
      fill: 'none',
      'stroke-width': '1.5',
      stroke: COLOURS[index % COLOURS.length] ?? '#000000',
    });
  });
  const titles = { title: name, x: 'epoch', y: `mean absolute error of ${property}, ${unit}` };
  return plot(titles, horizontal, vertical, sets, lines);
}
