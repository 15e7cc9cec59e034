import { constant } from '@nano-os/tensor';
import { ModelError } from '../errors';
import type { WeightSource } from '../network';
import type { StoredTensor } from '../safetensors';

/**
 * The weights of a file as constants of the graph, as a model that serves has them.
 * @throws {ModelError} missing-weight, bad-weight-shape, bad-weights when it is asked for a weight
 */
export function constantWeights(tensors: ReadonlyMap<string, StoredTensor>): WeightSource {
  return (name, shape) => {
    const tensor = tensors.get(name);
    if (!tensor) {
      throw new ModelError(
        'missing-weight',
        `The network needs the weight ${name}, which is not there.`,
      );
    }
    if (tensor.shape.join() !== shape.join()) {
      throw new ModelError(
        'bad-weight-shape',
        `The weight ${name} has the shape [${tensor.shape.join(', ')}]; ` +
          `the network needs [${shape.join(', ')}].`,
      );
    }
    return constant(finiteValues(name, tensor), shape);
  };
}

/** @throws {ModelError} bad-weights */
export function finiteValues(
  name: string,
  { dtype, data }: StoredTensor,
): Float32Array | Float64Array {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) {
    throw new ModelError(
      'bad-weights',
      `The weight ${name} has numbers of the kind ${dtype}, not F32 or F64.`,
    );
  }
  const at = data.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return data;
  throw new ModelError(
    'bad-weights',
    `The weight ${name} holds ${String(data[at])} at place ${at}.`,
  );
}
