import type { OnnxInterface, OnnxValue } from './onnx-interface';

/**
 * The model metadata of the Open Inference Protocol, as `GET v2/models/NAME` answers it: -1 stands
 * for a size that is known when it runs.
 */
export function inferenceMetadata(name: string, { inputs, outputs }: OnnxInterface) {
  return {
    name,
    versions: ['1'],
    platform: 'onnxruntime_onnx',
    inputs: inputs.map(tensorMetadata),
    outputs: outputs.map(tensorMetadata),
  };
}

function tensorMetadata({ name, datatype, shape }: OnnxValue) {
  return { name, datatype, shape: shape.map((dim) => (typeof dim === 'string' ? -1 : dim)) };
}
