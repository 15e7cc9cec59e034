import { Session, type Feed, type OutputValues } from '@nano-os/tensor';
import { parentPort } from 'node:worker_threads';
import { traceOf } from '../../trace-of';
import type { Parameter } from '../parameters';
import { featurise } from '../featurise';
import type { TrainingReply, TrainingRequest } from './messages';

interface Prepared {
  readonly session: Session;
  readonly weights: readonly Parameter[];
  readonly values: Float32Array;
  /** Views of `values`, which the session reads anew at each run. */
  readonly feeds: Record<string, Feed>;
  readonly gathered: Readonly<Record<string, readonly Parameter[]>>;
}

const prepared = new Map<string, Prepared>();

async function prepare({
  key,
  onnx,
  weights,
  gathered,
}: Extract<TrainingRequest, { kind: 'prepare' }>): Promise<TrainingReply> {
  const session = await Session.create(onnx);
  const values = new Float32Array(weights.reduce((sum, { size }) => sum + size, 0));
  const feeds = Object.fromEntries(
    weights.map(({ name, shape, offset, size }) => [
      name,
      { data: values.subarray(offset, offset + size), dims: shape },
    ]),
  );
  prepared.set(key, { session, weights, values, feeds, gathered });
  return { kind: 'ready' };
}

async function run(request: Extract<TrainingRequest, { kind: 'run' }>): Promise<TrainingReply> {
  const known = prepared.get(request.key);
  if (!known) throw new Error(`Nothing is prepared as ${request.key}`);
  if (request.weights) known.values.set(request.weights);
  const outputs = await known.session.run({ ...request.feeds, ...known.feeds });
  const taken = new Set<string>();
  const gathered = Object.fromEntries(
    Object.entries(known.gathered).map(([name, parameters]) => {
      for (const parameter of parameters) taken.add(parameter.name);
      return [name, gather(outputs, parameters)];
    }),
  );
  const others = Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => !taken.has(name))
      .map(([name, { data }]) => [name, Float32Array.from(data)]),
  );
  return { kind: 'values', gathered, others };
}

function gather(
  outputs: Readonly<Record<string, OutputValues>>,
  parameters: readonly Parameter[],
): Float32Array {
  const last = parameters.at(-1);
  const values = new Float32Array(last ? last.offset + last.size : 0);
  for (const { name, offset } of parameters) {
    const output = outputs[name];
    if (!output) throw new Error(`The graph has no output ${name}`);
    values.set(output.data, offset);
  }
  return values;
}

async function answer(request: TrainingRequest): Promise<TrainingReply> {
  try {
    if (request.kind === 'featurise') return { kind: 'graphs', ...featurise(request) };
    return await (request.kind === 'prepare' ? prepare(request) : run(request));
  } catch (error) {
    return { kind: 'failed', stack: traceOf(error) };
  }
}

parentPort?.on('message', (request: TrainingRequest) => {
  void answer(request).then((reply) => {
    parentPort?.postMessage(reply, buffersOf(reply));
  });
});

function buffersOf(reply: TrainingReply): ArrayBuffer[] {
  if (reply.kind !== 'values') return [];
  const arrays = [...Object.values(reply.gathered), ...Object.values(reply.others)];
  return arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
