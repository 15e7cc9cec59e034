import { encodeOnnx, input, type Tensor } from '@nano-os/tensor';
import type { WeightSource } from '../network';
import { targetAnswers } from './target-answers';
import { names, type Task } from './training-graph';

/** The network as it serves, with its weights as inputs, so that one session serves all epochs. */
export function answerGraph(task: Task): Uint8Array {
  const { network, config } = task;
  const weights = new Map<string, Tensor>();
  const source: WeightSource = (name, shape) => {
    const known = weights.get(name) ?? input(names.weight(name), 'float', shape);
    weights.set(name, known);
    return known;
  };
  const answers = targetAnswers(task, network.build(config, source));
  return encodeOnnx(
    Object.fromEntries(answers.map((answer, index) => [names.answer(index), answer])),
  );
}
