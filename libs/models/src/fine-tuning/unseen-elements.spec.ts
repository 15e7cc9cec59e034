import { tinyBase } from '../../test-support/tiny-base';
import { elementFeatures } from '../training/element-features';
import { mostLike, startingWeights } from './unseen-elements';

const SEEN = ['H', 'O', 'S', 'Cl', 'Se', 'Br', 'I', 'La', 'Pr', 'Sm', 'Gd', 'U'];

describe('elements that a base never saw', () => {
  it.each([
    ['F', ['Cl']],
    ['Te', ['Se']],
    ['Nd', ['Pr']],
    ['Pm', ['Sm']],
    ['Np', ['U']],
  ])('%s is like %j', (symbol, like) => {
    expect(mostLike(symbol, SEEN)).toEqual(like);
    expect(mostLike('Eu', ['Sm', 'Gd', 'Ca'])).toEqual(['Sm', 'Gd']);
  });

  it('begin as those that are most like them, and leave all others as they are', () => {
    const base = tinyBase('megnet');
    const elements = base.card.elements.filter((symbol) => symbol !== 'F' && symbol !== 'Br');
    const without = { card: { ...base.card, elements }, tensors: base.tensors };
    const rowsOf = (tensors: typeof base.tensors, symbol: string): number[] => {
      const { data, shape } = tensors.get('embedding')!;
      const row = base.card.elements.indexOf(symbol);
      return Array.from(data, Number).slice(row * shape[1]!, (row + 1) * shape[1]!);
    };
    const start = startingWeights(without, ['Na', 'F']);
    expect(rowsOf(start, 'F')).toEqual(rowsOf(base.tensors, 'Cl'));
    for (const symbol of ['Na', 'Cl', 'Br']) {
      expect(rowsOf(start, symbol)).toEqual(rowsOf(base.tensors, symbol));
    }
    expect([...start.keys()]).toEqual([...base.tensors.keys()]);
    expect(startingWeights(base, ['Na', 'F'])).toBe(base.tensors);
  });

  it('do so in CGCNN where features say which element it is, and nowhere else', () => {
    const base = tinyBase('cgcnn');
    const elements = base.card.elements.filter((symbol) => symbol !== 'F');
    const card = { ...base.card, elements };
    expect(startingWeights({ card, tensors: base.tensors }, ['F'])).toBe(base.tensors);

    const table = elementFeatures(base.card.elements);
    const features = table.shape[1]!;
    const own = tinyBase('cgcnn', [{}], { config: { features } });
    const tensors = new Map([...own.tensors, ['atom_features', table] as const]);
    const start = startingWeights({ card: { ...own.card, elements }, tensors }, ['F']);
    const { data, shape } = start.get('embedding.weight')!;
    const row = (symbol: string): number[] => {
      const index = own.card.elements.indexOf(symbol);
      return Array.from(data, Number).slice(index * shape[1]!, (index + 1) * shape[1]!);
    };
    expect(row('F')).toEqual(row('Cl'));
    expect(row('F')).not.toEqual(row('Br'));
  });
});
