import type { Shape } from '../shapes/shape';
import { ONNX_TYPE, type OnnxType } from './onnx-types';
import { ProtobufWriter } from './protobuf-writer';

const IR_VERSION = 8;
const OPSET = 18;

interface GraphParts {
  readonly name: string;
  readonly nodes: readonly ProtobufWriter[];
  readonly initializers: readonly ProtobufWriter[];
  readonly inputs: readonly ProtobufWriter[];
  readonly outputs: readonly ProtobufWriter[];
}

interface ModelParts extends GraphParts {
  readonly metadata: Readonly<Record<string, string>>;
}

/** A `ValueInfoProto`: name, type and shape of an input or output. */
export function valueInfo(name: string, type: OnnxType, shape: Shape): ProtobufWriter {
  const dims = new ProtobufWriter();
  for (const dim of shape) {
    const proto = new ProtobufWriter();
    dims.message(1, typeof dim === 'number' ? proto.integer(1, dim) : proto.string(2, dim));
  }
  const tensorType = new ProtobufWriter().integer(1, ONNX_TYPE[type]).message(2, dims);
  return new ProtobufWriter()
    .string(1, name)
    .message(2, new ProtobufWriter().message(1, tensorType));
}

/** A `GraphProto`. */
export function graphProto(parts: GraphParts): ProtobufWriter {
  const graph = new ProtobufWriter();
  for (const node of parts.nodes) graph.message(1, node);
  graph.string(2, parts.name);
  for (const initializer of parts.initializers) graph.message(5, initializer);
  for (const input of parts.inputs) graph.message(11, input);
  for (const output of parts.outputs) graph.message(12, output);
  return graph;
}

/** A `ModelProto` around one `GraphProto`. */
export function modelProto(parts: ModelParts): ProtobufWriter {
  const model = new ProtobufWriter()
    .integer(1, IR_VERSION)
    .string(2, 'nano-os')
    .message(7, graphProto(parts))
    .message(8, new ProtobufWriter().string(1, '').integer(2, OPSET));
  for (const [key, value] of Object.entries(parts.metadata)) {
    model.message(14, new ProtobufWriter().string(1, key).string(2, value));
  }
  return model;
}
