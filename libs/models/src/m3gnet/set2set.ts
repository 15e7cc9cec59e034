import {
  add,
  concat,
  div,
  exp,
  gather,
  matmul,
  mul,
  segmentMax,
  segmentSum,
  sigmoid,
  slice,
  stopGradient,
  sub,
  sum,
  tanh,
  zeros,
  type Tensor,
} from '@nano-os/tensor';
import type { WeightSource } from '../network';
import type { M3gnetConfig } from './config';

interface Memory {
  readonly hidden: Tensor;
  readonly cell: Tensor;
}

/**
 * Reads the atoms of each crystal into one vector, whatever their number and order: layers of
 * long short-term memory ask, a softmax over the atoms weighs their answers. Vinyals, Bengio,
 * Kudlur, arXiv:1511.06391.
 * @param atoms [atoms, atomSize]
 * @param copies [atoms, 1]: how often each counts
 * @param crystal int [atoms]
 * @returns [crystals, 2 · atomSize]
 */
export function set2set(
  atoms: Tensor,
  copies: Tensor,
  crystal: Tensor,
  weights: WeightSource,
  name: string,
  { atomSize, set2set: { steps, layers } }: M3gnetConfig,
): Tensor {
  const nothing = zeros(['crystals', atomSize]);
  let memories = new Array<Memory>(layers).fill({ hidden: nothing, cell: nothing });
  let answer = zeros(['crystals', 2 * atomSize]);
  for (let step = 0; step < steps; step++) {
    let asked = answer;
    memories = memories.map((before, layer) => {
      const memory = remember(asked, before, weights, `${name}.${layer}`, atomSize);
      asked = memory.hidden;
      return memory;
    });
    answer = concat([asked, attend(atoms, copies, asked, crystal)], 1);
  }
  return answer;
}

/** One step of one layer; its gates are in the order input, forget, cell, output. */
function remember(
  x: Tensor,
  { hidden, cell }: Memory,
  weights: WeightSource,
  name: string,
  size: number,
): Memory {
  const wide = x.shape[1];
  const ofInput = matmul(x, weights(`${name}.input`, [Number(wide), 4 * size]));
  const ofHidden = matmul(hidden, weights(`${name}.hidden`, [size, 4 * size]));
  const gates = add(add(ofInput, weights(`${name}.bias`, [4 * size])), ofHidden);
  const gate = (index: number): Tensor => slice(gates, 1, index * size, (index + 1) * size);
  const kept = mul(sigmoid(gate(1)), cell);
  const next = add(kept, mul(sigmoid(gate(0)), tanh(gate(2))));
  return { hidden: mul(sigmoid(gate(3)), tanh(next)), cell: next };
}

/** The mean of the atoms of each crystal, weighed by the softmax of how well they match. */
function attend(atoms: Tensor, copies: Tensor, asked: Tensor, crystal: Tensor): Tensor {
  const match = sum(mul(atoms, gather(asked, crystal)), [1], true);
  // Whatever is taken off cancels out, so that it needs no gradient.
  const highest = stopGradient(segmentMax(match, crystal, 'crystals'));
  const weight = mul(exp(sub(match, gather(highest, crystal))), copies);
  const total = segmentSum(mul(atoms, weight), crystal, 'crystals');
  return div(total, segmentSum(weight, crystal, 'crystals'));
}
