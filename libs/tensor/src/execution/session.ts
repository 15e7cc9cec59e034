import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { TensorError } from '../errors';
import { describeShape, type Shape } from '../shapes/shape';
import type { Feed, Feeds, OutputValues } from './feed';

interface InputSlot {
  readonly name: string;
  readonly type: string;
  readonly shape: Shape;
}

/**
 * A graph ready to run, on one thread. `run` occupies the thread that calls it until the values are
 * there, so sessions of any size belong in worker threads. Create once and reuse: ONNX Runtime does
 * not give all memory of a session back.
 */
export class Session {
  private constructor(
    private readonly session: InferenceSession,
    private readonly slots: readonly InputSlot[],
  ) {}

  /** @param onnx a file as `encodeOnnx` makes it */
  static async create(onnx: Uint8Array): Promise<Session> {
    const session = await InferenceSession.create(onnx, {
      executionProviders: ['cpu'],
      // With more threads ScatterND(add) loses summands, silently.
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      enableCpuMemArena: true,
      logSeverityLevel: 3,
    });
    const slots = session.inputMetadata.map((input) => {
      if (!input.isTensor) throw new TensorError(`Input '${input.name}' is no tensor.`);
      return { name: input.name, type: input.type, shape: input.shape };
    });
    return new Session(session, slots);
  }

  /**
   * The outputs by name. The same feeds give the same bytes.
   * @throws {TensorError} when an input is missing, or sizes or types do not fit
   */
  async run(feeds: Feeds): Promise<Record<string, OutputValues>> {
    const sizes = new Map<string, number>();
    const inputs: Record<string, OrtTensor> = {};
    for (const slot of this.slots) {
      const feed = feeds[slot.name];
      if (!feed) throw new TensorError(`Input '${slot.name}' is missing.`);
      checkDims(slot, feed.dims, sizes);
      inputs[slot.name] = toOrt(slot, feed);
    }
    const results = await this.session.run(inputs);
    const outputs: Record<string, OutputValues> = {};
    for (const [name, { data, dims }] of Object.entries(results)) {
      const isKnown =
        data instanceof Float32Array || data instanceof Float64Array || data instanceof Int32Array;
      if (!isKnown) throw new TensorError(`Output '${name}' is of an unexpected type.`);
      outputs[name] = { data, dims };
    }
    return outputs;
  }

  /** Gives the memory back; the session cannot run any more. */
  async dispose(): Promise<void> {
    await this.session.release();
  }
}

/** ONNX Runtime does not compare the named sizes of different inputs. */
function checkDims(slot: InputSlot, dims: readonly number[], sizes: Map<string, number>): void {
  const fits =
    dims.length === slot.shape.length &&
    slot.shape.every((dim, axis) => {
      const size = dims[axis] ?? -1;
      if (typeof dim === 'number') return dim === size;
      const known = sizes.get(dim);
      sizes.set(dim, known ?? size);
      return known === undefined || known === size;
    });
  if (fits) return;
  const named = [...sizes].map(([name, size]) => `${name} = ${size}`).join(', ');
  const expected = `${describeShape(slot.shape)}${named && ` with ${named}`}`;
  throw new TensorError(`Input '${slot.name}' is ${describeShape(dims)}, not ${expected}.`);
}

function isShared(data: Feed['data']): boolean {
  return data.buffer instanceof SharedArrayBuffer;
}

function toOrt({ name, type }: InputSlot, { data, dims }: Feed): OrtTensor {
  // ONNX Runtime refuses arrays over shared memory.
  if (type === 'float32' && (data instanceof Float32Array || data instanceof Float64Array)) {
    const values = data instanceof Float32Array && !isShared(data) ? data : Float32Array.from(data);
    return new OrtTensor('float32', values, dims);
  }
  if (type === 'float64' && (data instanceof Float32Array || data instanceof Float64Array)) {
    const values = data instanceof Float64Array && !isShared(data) ? data : Float64Array.from(data);
    return new OrtTensor('float64', values, dims);
  }
  if (type === 'int32' && data instanceof Int32Array) {
    return new OrtTensor('int32', isShared(data) ? data.slice() : data, dims);
  }
  if (type === 'bool' && data instanceof Uint8Array) {
    return new OrtTensor('bool', isShared(data) ? data.slice() : data, dims);
  }
  throw new TensorError(`Input '${name}' of ${type} cannot be made of a ${data.constructor.name}.`);
}
