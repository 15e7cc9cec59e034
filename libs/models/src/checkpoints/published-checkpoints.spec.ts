import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toFloat32, type StoredTensor } from '../safetensors';
import { readKerasHdf5 } from './keras/read-keras-hdf5';
import type { TorchValue } from './pickle/values';
import { readTorchCheckpoint } from './torch/read-torch-checkpoint';

/** What PyTorch and h5py find in a file; see bench/peers/checkpoint_figures.py. */
interface Figures {
  tensors: number;
  values: number;
  sha256: string;
  plain: number;
  plainSha256: string;
}

type Plain = null | boolean | number | string;

const SHARED = process.env.NANO_OS_SHARED ?? resolve(__dirname, '../../../../../shared');
const WEIGHTS = join(SHARED, 'weights');
const suite = existsSync(WEIGHTS) ? describe : describe.skip;
const figures = JSON.parse(
  readFileSync(join(__dirname, '../../test-figures/checkpoints.json'), 'utf8'),
) as Record<string, Figures>;

class Found {
  readonly tensors = new Map<string, StoredTensor>();
  readonly plain = new Map<string, Plain>();

  add(value: TorchValue, name: string): void {
    const below = (key: unknown): string => (name === '' ? String(key) : `${name}.${String(key)}`);
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) this.add(item, below(index));
    } else if (value instanceof Map) {
      for (const [key, item] of value) this.add(item, below(key));
    } else if (typeof value === 'object' && value !== null && 'kind' in value) {
      if (value.kind === 'tensor') this.tensors.set(name, value);
      else this.add(value.state, name);
    } else if (!name.startsWith('optimizer.')) {
      this.plain.set(name, value as Plain);
    }
  }

  figures(): Figures {
    const tensors = createHash('sha256');
    let values = 0;
    for (const [name, tensor] of byName(this.tensors)) {
      const data = toFloat32(tensor);
      values += data.length;
      tensors
        .update(`${name}\n`)
        .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
    const plain = createHash('sha256');
    for (const [name, value] of byName(this.plain)) {
      const isNumber = typeof value === 'number';
      const bytes = isNumber ? new Uint8Array(Float64Array.of(value).buffer) : String(value);
      plain.update(`${name}\n`).update(bytes);
    }
    return {
      tensors: this.tensors.size,
      values,
      sha256: tensors.digest('hex'),
      plain: this.plain.size,
      plainSha256: plain.digest('hex'),
    };
  }
}

function byName<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function findAll(file: string): Found {
  const bytes = readFileSync(join(WEIGHTS, file));
  const found = new Found();
  if (file.endsWith('.hdf5')) {
    const { config, weights } = readKerasHdf5(bytes);
    const { layers } = (config as { config: { layers: { name: string }[] } }).config;
    layers.forEach(({ name }, index) => found.plain.set(`layers.${index}`, name));
    for (const [name, tensor] of weights) found.tensors.set(name, tensor);
  } else {
    found.add(readTorchCheckpoint(bytes), '');
  }
  return found;
}

suite('published checkpoints, in the shared folder', () => {
  it.each(Object.keys(figures))('finds in %s what the programs of its kind find', (file) => {
    expect(findAll(file).figures()).toEqual(figures[file]);
  });
});
