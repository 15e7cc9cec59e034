import { join } from 'node:path';
import { runCase } from './fuzz';
import { readSeeds } from './seeds';

const CASES = 2_000;

describe('reading damaged checkpoints', () => {
  const seeds = readSeeds(join(__dirname, '../../..'));

  it('starts from files of all formats', () => {
    expect(new Set(seeds.map(({ format }) => format))).toEqual(
      new Set(['torch', 'keras', 'safetensors']),
    );
    expect(seeds.length).toBeGreaterThanOrEqual(9);
  });

  it(`ends ${CASES} mutants in sound tensors or a refusal that says why`, () => {
    const reasons = new Set<string>();
    const faults: string[] = [];
    let read = 0;
    for (let index = 0; index < CASES; index++) {
      const { reason, fault, seed } = runCase(index, seeds);
      if (reason === undefined) read++;
      else reasons.add(reason);
      if (fault !== undefined) faults.push(`case ${index} (${seed.name}): ${fault}`);
    }
    expect(faults).toEqual([]);
    // A fuzz that no longer gets past the first check would pass everything.
    expect(read).toBeGreaterThan(CASES / 20);
    expect(reasons.size).toBeGreaterThan(50);
  });
});
