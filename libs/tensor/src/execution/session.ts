import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { TensorError } from '../errors';
import type { Feed, Feeds, OutputValues } from './feed';
import { feedArray } from './feed-array';
import { duringNativeCall } from './native-calls';
import { checkFeed, slotsOf, type Slot } from './slot';

type Ort = typeof import('onnxruntime-node');

const OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  // With more threads ScatterND(add) loses summands, silently.
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  enableCpuMemArena: true,
  // It plans one block for each set of sizes, beside what the first run took: twice the memory, and
  // no faster.
  enableMemPattern: false,
  // What goes wrong is thrown; it need not be on the console as well.
  logSeverityLevel: 4,
};

/**
 * A graph ready to run, on one thread. `run` occupies the thread that calls it until the values are
 * there, so sessions belong in worker threads. Create once and reuse: ONNX Runtime does not give all
 * memory of a session back.
 */
export class Session {
  readonly inputs: readonly Slot[];
  readonly outputs: readonly Slot[];

  private constructor(
    private readonly ort: Ort,
    private readonly session: InferenceSession,
  ) {
    this.inputs = slotsOf(session.inputMetadata);
    this.outputs = slotsOf(session.outputMetadata);
  }

  /**
   * @param onnx a file as `encodeOnnx` makes it
   * @throws {TensorError} when ONNX Runtime cannot load it
   */
  static async create(onnx: Uint8Array): Promise<Session> {
    try {
      return await duringNativeCall(async () => {
        // Loaded when first needed: programs that leave sessions to their threads do without it.
        const ort = await import('onnxruntime-node');
        return new Session(ort, await ort.InferenceSession.create(onnx, OPTIONS));
      });
    } catch (error) {
      throw new TensorError(`The graph cannot be loaded: ${messageOf(error)}`, { cause: error });
    }
  }

  /**
   * The outputs by name. The same feeds give the same bytes.
   * @throws {TensorError} when an input is missing, sizes or types do not fit, or an index of
   * `gather` or `segmentSum` is out of range
   */
  async run(feeds: Feeds): Promise<Record<string, OutputValues>> {
    const inputs = this.inputsOf(feeds);
    let results: InferenceSession.OnnxValueMapType;
    try {
      results = await duringNativeCall(() => this.session.run(inputs));
    } catch (error) {
      throw new TensorError(`The graph cannot be run: ${messageOf(error)}`, { cause: error });
    }
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
    await duringNativeCall(() => this.session.release());
  }

  private inputsOf(feeds: Feeds): Record<string, OrtTensor> {
    const sizes = new Map<string, number>();
    const inputs: Record<string, OrtTensor> = {};
    for (const slot of this.inputs) {
      const feed = feeds[slot.name];
      if (!feed) throw new TensorError(`Input '${slot.name}' is missing.`);
      checkFeed(slot, feed, sizes);
      inputs[slot.name] = this.tensor(slot, feed);
    }
    return inputs;
  }

  private tensor(slot: Slot, feed: Feed): OrtTensor {
    const [type, data] = feedArray(slot, feed);
    switch (type) {
      case 'float32':
        return new this.ort.Tensor(type, data, feed.dims);
      case 'float64':
        return new this.ort.Tensor(type, data, feed.dims);
      case 'int32':
        return new this.ort.Tensor(type, data, feed.dims);
      case 'bool':
        return new this.ort.Tensor(type, data, feed.dims);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
