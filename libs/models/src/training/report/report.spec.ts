import { trainingRows } from '../../../test-support/training-rows';
import { linearAxis, logarithmicAxis, ticksBetween } from './axis';
import { errorsByElement, errorsBySource, errorsBySystem } from './groups';
import type { Judged } from './judged';
import { learningCurve } from './learning-curve';
import { parityPlot } from './parity-plot';
import { element } from './svg';

/** An error of 1 for salts, of 3 for the others. */
const judged: Judged[] = trainingRows().map((row) => ({
  row,
  actual: 2,
  answer: row.source === 'salts' ? 3 : -1,
}));

describe('errors by group', () => {
  it('are means of those that have something in common', () => {
    expect(errorsBySource(judged)).toEqual([
      { group: 'others', n: 20, mae: 3 },
      { group: 'salts', n: 20, mae: 1 },
    ]);
    // All are cubic.
    expect(errorsBySystem(judged)).toEqual([{ group: 'cubic', n: 40, mae: 2 }]);
    const elements = errorsByElement(judged);
    expect(elements.map(({ group }) => group).slice(0, 4)).toEqual(['Li', 'N', 'O', 'F']);
    expect(elements.find(({ group }) => group === 'Li')).toEqual({
      group: 'Li',
      n: 5,
      mae: (3 * 1 + 2 * 3) / 5,
    });
  });
});

describe('drawings', () => {
  it('have round numbers on their axes', () => {
    expect(ticksBetween(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticksBetween(-3.2, 7.9)).toEqual([0, 5]);
    expect(linearAxis(0, 10, 50, 150).at(2.5)).toBe(75);
    const axis = logarithmicAxis(0.02, 3, 100, 0);
    expect(axis.ticks).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(axis.at(0.02)).toBe(100);
    expect(logarithmicAxis(0.22, 0.48, 100, 0).ticks).toEqual([0.3, 0.4]);
  });

  it('show each set in a colour of its own, and escape what they are told', () => {
    const parity = parityPlot('A & B', { name: 'bandgap', unit: 'eV', judged });
    expect(parity.match(/<circle/g)).toHaveLength(40);
    expect(parity).toContain('A &#38; B');
    const errors = ['others', 'salts'].map((set) => ({ property: 'bandgap', set, n: 1, mae: 0.5 }));
    const record = { epoch: 1, loss: 1, errors, score: 1, seconds: 1 };
    const curve = learningCurve('A', [record, { ...record, epoch: 2 }], 'bandgap', 'eV');
    expect(curve.match(/<polyline/g)).toHaveLength(2);
    expect(element('a', { b: '"<' })).toBe('<a b="&#34;&#60;"/>');
  });
});
