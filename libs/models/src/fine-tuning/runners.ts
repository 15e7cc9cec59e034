import type { ModelCard } from '../cards/card';
import { networkOf } from '../networks';
import type { StoredTensor } from '../safetensors';
import type { TrainingThread } from '../training/threads/training-thread';
import { isTrained, type Layers } from './layers';
import { TaskRunner } from './task-runner';
import type { TunedProperty } from './tuned-property';

/** Where Huber's loss becomes a line, in standard deviations of the base's training values. */
const DELTA = 0.1;

/** The tasks of one thread, from one start, each made when it is first asked for. */
export class Runners {
  private readonly known = new Map<Layers, Promise<TaskRunner>>();

  constructor(
    private readonly thread: TrainingThread,
    private readonly card: ModelCard,
    private readonly start: ReadonlyMap<string, StoredTensor>,
    private readonly property: TunedProperty,
  ) {}

  of(layers: Layers): Promise<TaskRunner> {
    const runner = this.known.get(layers) ?? this.create(layers);
    this.known.set(layers, runner);
    return runner;
  }

  private create(layers: Layers): Promise<TaskRunner> {
    const { card, start } = this;
    const network = networkOf(card.architecture);
    const { floor, card: property } = this.property;
    const names = [...start.keys()];
    const task = {
      network,
      config: network.parseConfig(card.config),
      targets: [{ output: property.output, weight: 1, ...(floor === undefined ? {} : { floor }) }],
      loss: { kind: 'huber', delta: DELTA },
      fixed: new Set(names.filter((name) => !isTrained(name, layers, card.architecture))),
      // Few crystals say less about a layer's mean and variance than those of the base did.
      norms: 'frozen',
    } as const;
    return TaskRunner.create(task, layers, this.thread, start);
  }
}
