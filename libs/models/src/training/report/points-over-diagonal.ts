import { linearAxis } from './axis';
import { BOTTOM, COLOURS, LEFT, line, plot, RIGHT, TOP, type Titles } from './frame';
import { element } from './svg';

/** A dot of a parity plot. */
export interface ParityPoint {
  readonly known: number;
  readonly said: number;
  /** Which name of the legend it belongs to. */
  readonly series: number;
}

/** How dots are drawn. */
export interface DotStyle {
  readonly radius: number;
  readonly opacity: string;
}

/** Dots of what is said over what is known, and the line on which both are the same; SVG. */
export function pointsOverDiagonal(
  titles: Titles,
  names: readonly string[],
  points: readonly ParityPoint[],
  { radius, opacity }: DotStyle,
): string {
  const values = points.flatMap(({ known, said }) => [known, said]);
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const horizontal = linearAxis(least, most, LEFT, RIGHT);
  const vertical = linearAxis(least, most, BOTTOM, TOP);
  const dots = points.map(({ known, said, series }) =>
    element('circle', {
      cx: horizontal.at(known),
      cy: vertical.at(said),
      r: radius,
      fill: COLOURS[series % COLOURS.length] ?? '#000000',
      'fill-opacity': opacity,
    }),
  );
  const equal = line(
    horizontal.at(least),
    vertical.at(least),
    horizontal.at(most),
    vertical.at(most),
    '#555555',
  );
  return plot(titles, horizontal, vertical, names, [equal, ...dots]);
}
