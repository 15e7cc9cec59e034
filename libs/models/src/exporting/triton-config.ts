import type { Datatype, OnnxInterface, OnnxValue } from './onnx-interface';

/** Names of types in Triton's configuration. */
const TYPES: Readonly<Record<Datatype, string>> = {
  FP32: 'TYPE_FP32',
  FP64: 'TYPE_FP64',
  INT32: 'TYPE_INT32',
  INT64: 'TYPE_INT64',
  BOOL: 'TYPE_BOOL',
  UINT8: 'TYPE_UINT8',
};

/**
 * The `config.pbtxt` of a model for NVIDIA Triton's ONNX Runtime backend. Crystals are gathered into
 * one graph by whoever asks, so the server batches nothing by itself. One thread a request: with
 * more, ONNX Runtime's ScatterND loses summands on the CPU.
 */
export function tritonConfig(name: string, { inputs, outputs }: OnnxInterface): string {
  return `name: ${quoted(name)}
platform: "onnxruntime_onnx"
max_batch_size: 0
input [
${inputs.map(valueConfig).join(',\n')}
]
output [
${outputs.map(valueConfig).join(',\n')}
]
parameters { key: "intra_op_thread_count" value: { string_value: "1" } }
`;
}

function valueConfig({ name, datatype, shape }: OnnxValue): string {
  const dims = shape.map((dim) => (typeof dim === 'string' ? -1 : dim));
  // Triton knows no values without dimensions: they travel as one of length 1.
  const lines =
    dims.length > 0 ? [`dims: [ ${dims.join(', ')} ]`] : ['dims: [ 1 ]', 'reshape: { shape: [ ] }'];
  return [
    '  {',
    `    name: ${quoted(name)}`,
    `    data_type: ${TYPES[datatype]}`,
    ...lines.map((line) => `    ${line}`),
    '  }',
  ].join('\n');
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
