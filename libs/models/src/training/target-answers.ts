import { cast, mul, type Tensor } from '@nano-os/tensor';
import { ModelError } from '../errors';
import type { Task } from './training-graph';

/**
 * What a network answers for each target, in units of its errors: float [crystals], or rows of
 * components.
 * @param outputs of the network's `build`
 */
export function targetAnswers(
  { network, config, targets }: Pick<Task, 'network' | 'config' | 'targets'>,
  outputs: Readonly<Record<string, Tensor>>,
): Tensor[] {
  const known: Readonly<Record<string, Tensor>> = {
    ...outputs,
    ...network.potential?.(outputs, config),
  };
  return targets.map(({ output, unit = 1 }) => {
    const answer = known[output];
    if (!answer) throw new ModelError('bad-config', `The network has no output ${output}.`);
    return cast(mul(answer, 1 / unit), 'float');
  });
}
