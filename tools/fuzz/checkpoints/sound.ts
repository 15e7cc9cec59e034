import {
  readSafetensors,
  toFloat32,
  writeSafetensors,
  type StoredTensor,
  type TorchValue,
} from '@nano-os/models';

/** What honest readers may make of a file of this size. */
const mostBytes = (size: number): number => 4 * (64 * 1024 * 1024 + 21 * size) + 1024 * 1024;

/** What is wrong with tensors that were read, or undefined. They are also written and read again. */
export function faultOfTensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  size: number,
): string | undefined {
  let total = 0;
  for (const [name, { data, shape }] of tensors) {
    const count = shape.reduce((product, length) => product * length, 1);
    if (data.length !== count || !shape.every((length) => length >= 0)) return `size of ${name}`;
    if (data.buffer.byteLength !== data.byteLength) return `${name} is a part of something else`;
    total += data.byteLength;
  }
  if (total > mostBytes(size)) return `${total} bytes of tensors`;
  const again = readSafetensors(writeSafetensors(tensors)).tensors;
  for (const [name, tensor] of tensors) {
    const copy = again.get(name);
    if (copy === undefined) return `${name} was lost in writing`;
    const [a, b] = [toFloat32(tensor), toFloat32(copy)];
    if (!a.every((value, index) => Object.is(value, b[index]))) return `${name} changed in writing`;
  }
  return undefined;
}

/** Classes that may be named in a value; whatever else a pickle asks for is refused. */
const KNOWN_CLASS = /^(?:argparse\.Namespace|torch\.[\w.]+|matgl\.[\w.]+|alignn\.[\w.]+)$/;

/**
 * The tensors of a checkpoint by the path to them. Ends by itself, or the stack does.
 * @throws {Error} when there is anything that is no plain value
 */
export function tensorsOf(value: TorchValue): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  collect(value, '', tensors);
  return tensors;
}

function collect(value: TorchValue, path: string, tensors: Map<string, StoredTensor>): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
    const isPlain = value instanceof Uint8Array || isScalar(value);
    if (!isPlain) throw new Error(`a ${typeof value} at ${path}`);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, `${path}/${index}`, tensors);
  } else if (value instanceof Map) {
    for (const [key, item] of value) collect(item, `${path}/${typeof key}:${key}`, tensors);
  } else if (value.kind === 'tensor') {
    tensors.set(path, value);
  } else {
    if (!KNOWN_CLASS.test(value.className)) throw new Error(`a ${value.className} at ${path}`);
    collect([...value.args, value.state], path, tensors);
  }
}

/** Whether it is a scalar at run time, too. */
function isScalar(value: unknown): boolean {
  return value === null || ['boolean', 'number', 'bigint', 'string'].includes(typeof value);
}
