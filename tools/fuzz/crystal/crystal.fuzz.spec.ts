import { join } from 'node:path';
import { readSeeds, runCase } from './fuzz';

const CASES = 2_000;

describe('reading mutated structure files', () => {
  const seeds = readSeeds(join(__dirname, '../../..'));

  it('reads every file that the mutants are made of', () => {
    expect(seeds.map(({ format }) => format).sort()).toEqual(
      expect.arrayContaining(['cif', 'json', 'poscar', 'xyz']),
    );
    expect(seeds.length).toBeGreaterThanOrEqual(12);
  });

  it(`ends ${CASES} mutants in a sound structure or a refusal that says what to do`, () => {
    const codes = new Map<string, number>();
    const faults: string[] = [];
    for (let index = 0; index < CASES; index++) {
      const { code = 'read', fault, seed } = runCase(index, seeds);
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (fault !== undefined) faults.push(`case ${index} (${seed.name}): ${fault}`);
    }
    expect(faults).toEqual([]);
    // A fuzz that no longer reaches the readers would pass everything.
    expect(codes.get('read')).toBeGreaterThan(CASES / 10);
    expect(codes.size).toBeGreaterThan(12);
  });
});
