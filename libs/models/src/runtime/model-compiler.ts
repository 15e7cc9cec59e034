import type { ModelCard } from '../cards/card';
import { ModelError } from '../errors';
import { errorOfReply, stopping } from './failures';
import { InferenceThread, type Assignment } from './inference-thread';
import { NO_CRYSTAL, type CompiledModel } from './messages';

/**
 * Builds networks with their weights, in a thread that lasts no longer than there is something to
 * build: what building leaves in memory goes with it, and nobody who waits for a prediction waits
 * for a model.
 */
export class ModelCompiler {
  private readonly waiting: Assignment[] = [];
  private readonly thread: InferenceThread;
  private isStopped = false;

  constructor(
    script: string,
    private readonly timeoutMs: number,
  ) {
    this.thread = new InferenceThread(script, () => {
      this.next();
    });
  }

  /** @throws {ModelError} when the model cannot be built or loaded; stopping */
  compile(key: string, card: ModelCard, weights: Uint8Array): Promise<CompiledModel> {
    if (this.isStopped) throw stopping();
    return new Promise((resolve, reject) => {
      this.waiting.push({
        request: { kind: 'compile', key, card, weights },
        transfer: [],
        opens: [],
        timeoutMs: this.timeoutMs,
        done: (reply) => {
          if (reply.kind === 'compiled') resolve({ key, card, onnx: reply.onnx });
          else reject(errorOfReply(reply, card.name));
        },
        lost: (_loss, _at, error) => {
          const message = `${card.name} cannot be loaded: ${error.message}`;
          const isOurs = error instanceof ModelError;
          reject(isOurs ? error : new ModelError('bad-model', message, { cause: error }));
        },
      });
      this.next();
    });
  }

  /** What waits is refused. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const assignment of this.waiting.splice(0))
      assignment.lost('died', NO_CRYSTAL, stopping());
    await this.thread.stop();
  }

  private next(): void {
    if (this.isStopped || !this.thread.isIdle) return;
    const assignment = this.waiting.shift();
    if (assignment) this.thread.run(assignment);
    else void this.thread.stop();
  }
}
