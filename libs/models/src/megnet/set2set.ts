import {
  add,
  broadcastTo,
  concat,
  constant,
  div,
  exp,
  expandDims,
  gather,
  matmul,
  maximum,
  minimum,
  mul,
  segmentMax,
  segmentSum,
  sigmoid,
  slice,
  stopGradient,
  sub,
  sum,
  tanh,
  type Tensor,
} from '@nano-os/tensor';
import type { Activation } from '../layers/dense-layers';
import { linear } from '../layers/linear';
import type { WeightSource } from '../network';
import type { Set2SetConfig } from './config';
import { spread } from './totals';

/** The members of the sets of a batch of crystals. */
export interface Members {
  /** [members, (outputs,) features] */
  readonly features: Tensor;
  /** int [members]: which crystal each belongs to. */
  readonly crystal: Tensor;
  /** float [members]: how often each occurs. */
  readonly copies: Tensor;
}

/**
 * Reads a set of any size into one vector, in a way that no order of its members matters: a memory
 * asks, a softmax over the members weighs their answers. Vinyals, Bengio and Kudlur,
 * arXiv:1511.06391.
 * @returns [crystals, (outputs,) 2 · size]
 */
export function set2set(
  { features, crystal, copies }: Members,
  config: Set2SetConfig,
  weights: WeightSource,
  name: string,
  width: number,
): Tensor {
  const { size, steps } = config;
  const members = config.projected
    ? linear(features, weights, `${name}.projection`, width, size)
    : features;
  const middle = members.shape.slice(1, -1);
  const ofCrystals = (x: Tensor): Tensor => broadcastTo(x, ['crystals', ...middle, size]);
  const bias = weights(`${name}.bias`, [4 * size]);
  // The first question is asked of nothing: the same in all crystals.
  let memory = remember(bias, null, config);
  let asked = memory.hidden;
  let answer = attend(members, asked, crystal, copies);
  for (let step = 1; step < steps; step++) {
    const kernel = weights(`${name}.kernel`, [2 * size, 4 * size]);
    const known = concat([ofCrystals(memory.hidden), answer], middle.length + 1);
    memory = remember(add(matmul(known, kernel), bias), memory.cell, config);
    asked = gather(memory.hidden, crystal);
    answer = attend(members, asked, crystal, copies);
  }
  return concat([ofCrystals(memory.hidden), answer], middle.length + 1);
}

interface Memory {
  readonly hidden: Tensor;
  readonly cell: Tensor;
}

/** One step of a long short-term memory; its gates are in the order input, forget, cell, output. */
function remember(
  gates: Tensor,
  before: Tensor | null,
  { size, gate, keepsCell }: Set2SetConfig,
): Memory {
  const open = gate === 'sigmoid' ? sigmoid : hardSigmoid;
  const at = (index: number): Tensor =>
    slice(gates, gates.shape.length - 1, index * size, (index + 1) * size);
  const added = mul(open(at(0)), tanh(at(2)));
  const cell = before && keepsCell ? add(mul(open(at(1)), before), added) : added;
  return { hidden: mul(open(at(3)), tanh(cell)), cell };
}

const hardSigmoid: Activation = (x) => {
  const line = add(mul(x, constant(0.2)), constant(0.5));
  return minimum(maximum(line, constant(0)), constant(1));
};

/** The mean of the members of each crystal, weighed by the softmax of how well they match. */
function attend(members: Tensor, asked: Tensor, crystal: Tensor, copies: Tensor): Tensor {
  const match = sum(mul(members, asked), [members.shape.length - 1]);
  // Whatever is taken off cancels out, so that it needs no gradient.
  const highest = stopGradient(segmentMax(match, crystal, 'crystals'));
  const weight = mul(exp(sub(match, gather(highest, crystal))), spread(copies, match));
  const last = weight.shape.length;
  const total = segmentSum(mul(members, expandDims(weight, last)), crystal, 'crystals');
  return div(total, expandDims(segmentSum(weight, crystal, 'crystals'), last));
}
