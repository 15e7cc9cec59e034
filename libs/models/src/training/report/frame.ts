import type { Axis } from './axis';
import { element, label } from './svg';

export const WIDTH = 460;
export const HEIGHT = 360;
export const LEFT = 60;
export const RIGHT = WIDTH - 20;
export const TOP = 34;
export const BOTTOM = HEIGHT - 46;

export const COLOURS = ['#2563a8', '#c2571a', '#3a7d44', '#7a4a9c', '#8a6d1f', '#a83246'] as const;

/** Titles of a plot and of its axes. */
export interface Titles {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

/** A plot with its axes, a legend of names by colour, and what is drawn in it. */
export function plot(
  { title, x, y }: Titles,
  horizontal: Axis,
  vertical: Axis,
  names: readonly string[],
  content: readonly string[],
): string {
  const grid = '#e3e3e3';
  const middle = (LEFT + RIGHT) / 2;
  const parts = [
    element('rect', { width: WIDTH, height: HEIGHT, fill: '#ffffff' }),
    ...horizontal.ticks.flatMap((tick) => [
      line(horizontal.at(tick), TOP, horizontal.at(tick), BOTTOM, grid),
      label(String(tick), horizontal.at(tick), BOTTOM + 16, { 'text-anchor': 'middle' }),
    ]),
    ...vertical.ticks.flatMap((tick) => [
      line(LEFT, vertical.at(tick), RIGHT, vertical.at(tick), grid),
      label(String(tick), LEFT - 6, vertical.at(tick) + 4, { 'text-anchor': 'end' }),
    ]),
    ...content,
    element('rect', {
      x: LEFT,
      y: TOP,
      width: RIGHT - LEFT,
      height: BOTTOM - TOP,
      fill: 'none',
      stroke: '#555555',
    }),
    label(title, middle, 20, { 'text-anchor': 'middle', 'font-weight': 'bold' }),
    label(x, middle, HEIGHT - 10, { 'text-anchor': 'middle' }),
    label(y, 14, (TOP + BOTTOM) / 2, {
      'text-anchor': 'middle',
      transform: `rotate(-90 14 ${(TOP + BOTTOM) / 2})`,
    }),
    ...names.map((name, index) =>
      label(name, RIGHT - 8, TOP + 18 + 15 * index, {
        'text-anchor': 'end',
        fill: COLOURS[index % COLOURS.length] ?? '#000000',
      }),
    ),
  ];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      'font-family': 'sans-serif',
      'font-size': 12,
    },
    ...parts.map((part) => `\n${part}`),
    '\n',
  );
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string): string {
  return element('line', { x1, y1, x2, y2, stroke });
}
