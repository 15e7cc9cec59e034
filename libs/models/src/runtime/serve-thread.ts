import { parentPort, workerData } from 'node:worker_threads';
import { ModelError } from '../errors';
import { traceOf } from '../trace-of';
import { unpackCrystals } from './crystals';
import { evaluate } from './evaluate';
import type {
  CompiledModel,
  CompileRequest,
  PredictRequest,
  ThreadData,
  ThreadMessage,
  ThreadReply,
  ThreadRequest,
} from './messages';
import { compileModel, openModel, type NetworkOf, type OpenModel } from './open-model';

/** Makes this thread answer requests, one after another, with sessions that are made once. */
export function serveThread(networkOf: NetworkOf): void {
  const port = parentPort;
  if (!port) throw new Error('This is not a thread');
  const { progress } = (workerData as { data: ThreadData }).data;
  const models = new OpenModels(networkOf);
  let last: Promise<void> = Promise.resolve();

  const compile = async (request: CompileRequest): Promise<ThreadReply> => {
    const onnx = compileModel(request, networkOf);
    // Only a session shows that the runtime takes it.
    const { session } = await openModel({ key: request.key, card: request.card, onnx }, networkOf);
    await session.dispose();
    return { kind: 'compiled', onnx };
  };

  const predict = async ({ models: wanted, crystals }: PredictRequest): Promise<ThreadReply> => {
    const opened: OpenModel[] = [];
    for (const model of wanted) opened.push(await models.get(model));
    const evaluation = await evaluate(opened, unpackCrystals(crystals), (index) => {
      Atomics.store(progress, 0, index);
    });
    return { kind: 'answers', ...evaluation };
  };

  const answer = async (request: ThreadRequest): Promise<void> => {
    try {
      const isPrediction = request.kind === 'predict';
      port.postMessage(await (isPrediction ? predict(request) : compile(request)));
    } catch (error) {
      port.postMessage(replyOf(error));
    }
  };

  port.on('message', (message: ThreadMessage) => {
    // A request awaits its runs: what comes meanwhile has to wait for its end.
    if (message.kind === 'drop') last = last.then(() => models.drop(message.keys));
    else last = last.then(() => answer(message));
  });
}

function replyOf(error: unknown): ThreadReply {
  if (error instanceof ModelError) {
    return { kind: 'refused', code: error.code, message: error.message };
  }
  return { kind: 'failed', stack: traceOf(error) };
}

/** Sessions by the key of their model. */
class OpenModels {
  private readonly open = new Map<string, OpenModel>();

  constructor(private readonly networkOf: NetworkOf) {}

  /** @param model its key alone where it was seen before */
  async get(model: CompiledModel | string): Promise<OpenModel> {
    const key = typeof model === 'string' ? model : model.key;
    const known = this.open.get(key);
    if (known) return known;
    if (typeof model === 'string') throw new Error(`The model ${key} is not open`);
    const opened = await openModel(model, this.networkOf);
    this.open.set(key, opened);
    return opened;
  }

  async drop(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const model = this.open.get(key);
      this.open.delete(key);
      await model?.session.dispose();
    }
  }
}
