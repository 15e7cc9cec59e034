import { tinyBase } from '../../../test-support/tiny-base';
import { trainingPairs } from '../../../test-support/training-pairs';
import { checkPairs } from './check-pairs';
import type { FineTuningRefused } from './refused';
import type { TrainingPair } from './training-pair';

const CGCNN = tinyBase('cgcnn');
const PROPERTY = 'formation_energy';

async function refusal(
  pairs: readonly TrainingPair[],
  base = CGCNN,
  property = PROPERTY,
  most?: number,
): Promise<FineTuningRefused> {
  return checkPairs(base, pairs, property, most).then(
    () => {
      throw new Error('They were taken');
    },
    (error: unknown) => error as FineTuningRefused,
  );
}

const withValue = (at: number, value: number): TrainingPair[] =>
  trainingPairs((index, energy) => (index === at ? value : energy));

describe('pairs', () => {
  it('are taken once each, with a digest that knows neither order nor names', async () => {
    const pairs = trainingPairs();
    const again = { ...pairs[3]!, label: 'again' };
    const checked = await checkPairs(CGCNN, [...pairs, again], PROPERTY);
    expect(checked.pairs).toHaveLength(40);
    const renamed = pairs.toReversed().map((pair, index) => ({ ...pair, label: `${index}` }));
    expect((await checkPairs(CGCNN, renamed, PROPERTY)).digest).toBe(checked.digest);
    expect((await checkPairs(CGCNN, withValue(0, 0.5), PROPERTY)).digest).not.toBe(checked.digest);
  });

  it('are refused where there are too few different ones, or too many', async () => {
    const few = trainingPairs().slice(0, 9);
    expect((await refusal(few)).code).toBe('too-few-pairs');
    const repeated = await refusal([...few, ...few]);
    expect(repeated.code).toBe('too-few-pairs');
    expect(repeated.message).toContain('9 different crystals');
    expect((await refusal(trainingPairs(), CGCNN, PROPERTY, 39)).code).toBe('too-many-pairs');
  });

  it('are refused with values that are no numbers, naming them', async () => {
    const { code, labels, message } = await refusal(withValue(1, NaN));
    expect([code, labels]).toEqual(['not-finite', ['LiS']]);
    expect(message).toContain('LiS has NaN');
  });

  it('are refused with one value only', async () => {
    expect((await refusal(trainingPairs(() => -1))).code).toBe('one-value');
  });

  it.each([
    ['meV for eV', (energy: number) => 1000 * energy],
    ['kJ/mol for eV', (energy: number) => 96.485 * (energy - 0.5)],
    ['keV for eV', (energy: number) => energy / 1000],
  ])('are refused with %s', async (_, converted) => {
    const { code, message } = await refusal(trainingPairs((__, energy) => converted(energy)));
    expect(code).toBe('unit-mismatch');
    expect(message).toContain('Convert them to eV/atom');
  });

  it('are refused with logarithms of what is no logarithm, and with values below 0', async () => {
    const moduli = tinyBase('cgcnn', [
      { name: 'bulk_modulus', unit: 'GPa', transform: 'exp10', scale: 0.4, shift: 1.9 },
    ]);
    const codeOf = async (value: (index: number) => number): Promise<string> =>
      (await refusal(trainingPairs(value), moduli, 'bulk_modulus')).code;
    expect(await codeOf((index) => (40 + index) * 1e9)).toBe('unit-mismatch');
    expect(await codeOf((index) => (40 + index) / 100)).toBe('unit-mismatch');
    expect(await codeOf((index) => index)).toBe('not-positive');
    const soft = trainingPairs((index) => 4 + index);
    expect((await checkPairs(moduli, soft, 'bulk_modulus')).pairs).toHaveLength(40);
  });

  it('are refused where one crystal has two values', async () => {
    const pairs = trainingPairs();
    const other = { ...pairs[3]!, label: 'other', value: pairs[3]!.value + 0.1 };
    const { code, labels, message } = await refusal([...pairs, other]);
    expect([code, labels]).toEqual(['contradicting-duplicates', [pairs[3]!.label, 'other']]);
    expect(message).toContain('other has');
  });

  it('are refused where the base makes no graph of a crystal, naming all of them', async () => {
    const pairs = trainingPairs();
    const [first, second] = pairs;
    const strange = { ...first!, crystal: { ...first!.crystal, species: ['Pu', 'O'] } };
    const far = second!.crystal.lattice.map((row) => row.map((x) => 9 * x));
    const sparse = { ...second!, crystal: { ...second!.crystal, lattice: far as never } };
    const { code, labels, message } = await refusal([strange, sparse, ...pairs.slice(2)]);
    expect(code).toBe('no-graph');
    expect([...labels].sort()).toEqual([first!.label, second!.label].sort());
    expect(message).toContain('Pu');
    const flat = {
      ...first!,
      crystal: {
        ...first!.crystal,
        lattice: [
          [0, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ] as never,
      },
    };
    expect((await refusal([flat, ...pairs.slice(1)])).labels).toEqual([first!.label]);
  });

  it('are refused for what the base cannot learn, with what it can', async () => {
    const { code, message } = await refusal(trainingPairs(), CGCNN, 'bandgap');
    expect(code).toBe('unlearnable-property');
    expect(message).toContain('Choose formation_energy');
    const classifier = tinyBase('cgcnn', [{ name: 'semi_metal', transform: 'sigmoid' }]);
    expect((await refusal(trainingPairs(), classifier, 'semi_metal')).code).toBe(code);
    const potential = tinyBase('m3gnet', [{ name: 'energy', output: 'energy' }], {
      config: { readout: 'energy' },
    });
    expect((await refusal(trainingPairs(), potential, 'energy')).message).toContain(
      'has no property that can be tuned',
    );
  });
});
