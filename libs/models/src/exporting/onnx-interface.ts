import { ModelError } from '../errors';
import { messagesOf, numberOf } from './protobuf-fields';

/** Types of values, as the Open Inference Protocol calls them. */
export type Datatype = 'FP32' | 'FP64' | 'INT32' | 'INT64' | 'BOOL' | 'UINT8';

/** An input or output of a graph. */
export interface OnnxValue {
  readonly name: string;
  readonly datatype: Datatype;
  /** A text names a size that is known when it runs. */
  readonly shape: readonly (number | string)[];
}

export interface OnnxInterface {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** `TensorProto.DataType` of the ONNX specification. */
const DATATYPES: ReadonlyMap<number | undefined, Datatype> = new Map([
  [1, 'FP32'],
  [2, 'UINT8'],
  [6, 'INT32'],
  [7, 'INT64'],
  [9, 'BOOL'],
  [11, 'FP64'],
]);

/**
 * What a graph takes and gives, read from the ONNX file, so that what is told of a file is what the
 * file says.
 * @throws {ModelError} bad-onnx
 */
export function onnxInterface(onnx: Uint8Array): OnnxInterface {
  try {
    const [graph] = messagesOf(onnx, 7);
    if (!graph) throw new ModelError('bad-onnx', 'The ONNX file holds no graph.');
    return {
      inputs: messagesOf(graph, 11).map(valueOf),
      outputs: messagesOf(graph, 12).map(valueOf),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ModelError('bad-onnx', 'The ONNX file is cut off.', { cause: error });
  }
}

function valueOf(info: Uint8Array): OnnxValue {
  const [name] = messagesOf(info, 1).map(textOf);
  const [tensor] = messagesOf(info, 2).flatMap((type) => messagesOf(type, 1));
  const datatype = tensor && DATATYPES.get(numberOf(tensor, 1));
  const [shape] = tensor ? messagesOf(tensor, 2) : [];
  if (name === undefined || !datatype || !shape) {
    throw new ModelError(
      'bad-onnx',
      `The value ${name ?? ''} of the ONNX file has no type or shape.`,
    );
  }
  return { name, datatype, shape: messagesOf(shape, 1).map(dimOf) };
}

function dimOf(dim: Uint8Array): number | string {
  const [name] = messagesOf(dim, 2).map(textOf);
  return name ?? numberOf(dim, 1) ?? 0;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
