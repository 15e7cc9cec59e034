import { Lattice, Structure } from '@nano-os/crystal';
import { CannotPredict } from '../errors';
import { TINY_M3GNET } from '../../test-support/tiny-m3gnet';
import { featurise } from './featurise';
import { isWhole } from './graph';

const cube = (a: number): Lattice => Lattice.fromParameters(a, a, a, 90, 90, 90);

/** The code of the refusal, or undefined. */
function refusalOf(structure: Structure): string | undefined {
  try {
    featurise(structure, TINY_M3GNET);
  } catch (error) {
    if (error instanceof CannotPredict) return `${error.code}: ${error.message}`;
    throw error;
  }
  return undefined;
}

describe('featurise', () => {
  it('lists all bonds within the cutoff in both directions', () => {
    const rockSalt = new Structure(
      cube(4),
      ['Ti', 'O'],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
      ],
    );
    const graph = featurise(rockSalt, TINY_M3GNET);
    if (!isWhole(graph)) throw new Error('A potential sees all atoms');
    // 8 at 2√3 Å, 6 at 4 Å of the atom's own kind; the cutoff is 4 Å, inclusive.
    expect(graph.source).toHaveLength(28);
    expect([...graph.source].filter((site) => site === 0)).toHaveLength(14);
    expect(graph.volume).toBe(64);
    expect([...graph.atomicNumber]).toEqual([22, 8]);
    const sum = [0, 1, 2].map((axis) =>
      graph.vectors.reduce((total, x, i) => total + (i % 3 === axis ? x : 0), 0),
    );
    expect(sum.map((x) => Math.round(x * 1e9))).toEqual([0, 0, 0]);
  });

  it('refuses elements that the network does not know', () => {
    expect(refusalOf(new Structure(cube(3), ['Xe'], [[0, 0, 0]]))).toMatch(
      /^unknown-element: .*Xe/,
    );
  });

  it('refuses an atom without a bond, and names it', () => {
    const far = new Structure(
      Lattice.fromParameters(20, 3, 3, 90, 90, 90),
      ['O', 'O'],
      [
        [0, 0, 0],
        [0.5, 0, 0],
      ],
    );
    expect(refusalOf(far)).toBeUndefined();
    const alone = new Structure(
      cube(12),
      ['O', 'O', 'Si'],
      [
        [0, 0, 0],
        [0.2, 0, 0],
        [0.6, 0.5, 0.5],
      ],
    );
    expect(refusalOf(alone)).toMatch(/^isolated-atom: Site 3 \(Si\)/);
    expect(refusalOf(alone.permuted([2, 0, 1]))).toMatch(/^isolated-atom: Site 1 \(Si\)/);
  });

  it('refuses atoms in one place', () => {
    const close = new Structure(
      cube(5),
      ['O', 'Si'],
      [
        [0, 0, 0],
        [0, 0, 0.05],
      ],
    );
    expect(refusalOf(close)).toMatch(/^atoms-too-close: Sites 1 \(O\) and 2 \(Si\).*0\.250 Å/);
  });
});
