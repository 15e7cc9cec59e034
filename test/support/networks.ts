import { InstalledModels } from '@nano-os/ml';
import {
  assembleModel,
  ModelInstaller,
  networkOf,
  type CardDraft,
  type CardProperty,
  type StoredModel,
  type StoredTensor,
  type WeightSource,
} from '@nano-os/models';
import { constant } from '@nano-os/tensor';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurn } from '../../libs/models/test-support/in-turn';
import { tinyCard } from '../../libs/models/test-support/tiny-model';
import { TINY_CGCNN, TINY_MEGNET } from '../../libs/models/test-support/tiny-networks';
import { uniform } from '../../libs/models/test-support/uniform';
import type { TestApp } from './app';

const KINDS = {
  CGCNN: { architecture: 'cgcnn', config: TINY_CGCNN, output: 'value' },
  MEGNet: { architecture: 'megnet', config: TINY_MEGNET, output: 'first' },
} as const;

/** A property as a network gives it. */
export const property = (name: string, more: Partial<CardProperty> = {}): CardProperty => ({
  name,
  output: 'value',
  unit: 'eV',
  transform: 'identity',
  scale: 1,
  shift: 0,
  ...more,
});

/** A model with weights that follow from a seed, of the properties that are named. */
export function seededModel(
  family: keyof typeof KINDS,
  name: string,
  properties: readonly CardProperty[],
  seed = 1,
  text: Partial<CardDraft> = {},
): StoredModel {
  const { architecture, config, output } = KINDS[family];
  const network = networkOf(architecture);
  const next = uniform(seed);
  const tensors = new Map<string, StoredTensor>();
  const weights: WeightSource = (weight, shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    // Variances are positive.
    const data = Float32Array.from({ length: count }, () => 0.05 + 0.3 * next());
    tensors.set(weight, { dtype: 'F32', shape, data });
    return constant(data, shape);
  };
  network.build(network.parseConfig(config), weights);
  const draft = { ...tinyCard(), family, architecture, config, elements: config.elements };
  const own = properties.map((each) => ({ ...each, output }));
  return assembleModel({ ...draft, name, properties: own, ...text }, tensors);
}

/** A folder of models that an app serves. */
export class ModelsFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'nano-os-models-'));
  readonly installer = new ModelInstaller(this.path, inTurn());
  private app: TestApp | undefined;

  /** The app that is told of changes at once. */
  serve(app: TestApp): void {
    this.app = app;
  }

  async install(...models: StoredModel[]): Promise<void> {
    for (const model of models) await this.installer.install(model);
    await this.refresh();
  }

  async remove(name: string): Promise<void> {
    await this.installer.remove(name);
    await this.refresh();
  }

  async refresh(): Promise<void> {
    await this.app?.app.get(InstalledModels).refresh();
  }

  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
