import { encodeOnnx, input, type Tensor } from '@nano-os/tensor';
import type { WeightSource } from '../network';
import { names, type Task } from './training-graph';

/** The network as it serves, with its weights as inputs, so that one session serves all epochs. */
export function answerGraph({ network, config, targets }: Task): Uint8Array {
  const weights = new Map<string, Tensor>();
  const source: WeightSource = (name, shape) => {
    const known = weights.get(name) ?? input(names.weight(name), 'float', shape);
    weights.set(name, known);
    return known;
  };
  const outputs = network.build(config, source);
  const answers: Record<string, Tensor> = {};
  targets.forEach(({ output }, index) => {
    const answer = outputs[output];
    if (answer) answers[names.answer(index)] = answer;
  });
  return encodeOnnx(answers);
}
