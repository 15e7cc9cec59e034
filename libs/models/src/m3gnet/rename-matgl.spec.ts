import { TINY_M3GNET, tinyM3gnetWeights } from '../../test-support/tiny-m3gnet';
import { uniform } from '../../test-support/uniform';
import { TensorTable } from '../conversion/tensor-table';
import { ModelError } from '../errors';
import type { StoredTensor } from '../safetensors';
import type { M3gnetConfig } from './config';
import { renamed } from './rename-matgl';

/** A table that makes up what it is asked for, as a checkpoint that has everything would. */
class AnyTable extends TensorTable {
  readonly asked = new Map<string, Float32Array>();
  private readonly next = uniform(2);

  constructor() {
    super(new Map());
  }

  override values(name: string, ...shape: readonly number[]): Float32Array {
    const count = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length: count }, this.next);
    this.asked.set(name, values);
    return values;
  }
}

const shapesOf = (tensors: ReadonlyMap<string, StoredTensor>): string[] =>
  [...tensors].map(([name, { shape }]) => `${name} [${shape.join(', ')}]`).sort();

describe('renamed', () => {
  it.each<[string, Partial<M3gnetConfig>]>([
    ['a potential', {}],
    ['smooth functions', { radialBasis: 'smooth' }],
    ['set2set', { readout: 'set2set' }],
    ['a weighted readout', { readout: 'weighted' }],
  ])('gives every weight of the network and no others, for %s', (_, part) => {
    const config = { ...TINY_M3GNET, ...part };
    const tensors = new Map(renamed(new AnyTable(), config));
    expect(shapesOf(tensors)).toEqual(shapesOf(tinyM3gnetWeights(config)));
  });

  it('transposes layers, and takes the first of a message apart', () => {
    const table = new AnyTable();
    const tensors = new Map(renamed(table, TINY_M3GNET));
    const { atomSize, bondSize, hiddenSize } = TINY_M3GNET;
    const theirs = table.asked.get('model.graph_layers.1.conv.node_update_func.gates.0.weight')!;
    const joined = 2 * atomSize + bondSize;
    const at = (part: string, row: number, column: number): number | undefined =>
      Number(tensors.get(`block.1.atom.gate.0.${part}`)!.data[row * hiddenSize + column]);
    // [out, in] there: the first atom, the second, the bond.
    expect(at('source', 1, 2)).toBe(theirs[2 * joined + 1]);
    expect(at('target', 3, 0)).toBe(theirs[atomSize + 3]);
    expect(at('bond', 2, 5)).toBe(theirs[5 * joined + 2 * atomSize + 2]);
  });

  it('names what is missing', () => {
    const nothing = new TensorTable(new Map());
    expect(() => [...renamed(nothing, TINY_M3GNET)]).toThrow(ModelError);
    expect(() => [...renamed(nothing, TINY_M3GNET)]).toThrow('layer_node_embedding.weight');
  });
});
