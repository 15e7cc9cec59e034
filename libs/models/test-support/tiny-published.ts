import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../src/cards/digest';
import type { Converter } from '../src/published/converters';
import type { Format, Recipe } from '../src/published/recipe';
import { tinyCard, tinyTensors } from './tiny-model';
import { uniform } from './uniform';

/** What two published models share. */
const SHARED_FILE = { path: 'data/features.json', content: Buffer.from('{"1": [0, 1]}') };

/** A model that nobody published, as if it had been: a recipe with its files. */
export interface TinyPublished {
  readonly recipe: Recipe;
  /** By path in the repository. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** @param bytes of its file of weights */
export function tinyPublished(seed: number, bytes = 50_000): TinyPublished {
  const next = uniform(seed);
  const content = Uint8Array.from({ length: bytes }, () => 256 * next());
  content[0] = seed;
  const files = new Map<string, Uint8Array>([
    [`trained/tiny-${seed}.pth.tar`, content],
    [SHARED_FILE.path, SHARED_FILE.content],
  ]);
  const recipe: Recipe = {
    name: `CGCNN-tiny-${seed}`,
    version: '1.0.0',
    family: 'CGCNN',
    architecture: 'cgcnn',
    format: 'cgcnn',
    description: 'Untrained, for tests.',
    repository: { owner: 'someone', name: 'tiny', commit: 'c'.repeat(40), licence: 'MIT' },
    files: [...files].map(([path, file]) => ({ path, bytes: file.length, sha256: sha256(file) })),
    training: { set: 'none', functional: 'PBE', crystals: 7 },
    reported: {
      set: 'test',
      errors: [{ property: 'formation_energy', mae: 9, unit: 'eV/atom' }],
    },
    citation: 'none',
  };
  return { recipe, files };
}

const convert: Converter = (files) => {
  const [weights] = [...files].filter(([name]) => !name.endsWith('.json'));
  const { config, properties, elements } = tinyCard();
  return { config, properties, elements, tensors: tinyTensors(weights?.[1][0] ?? 0) };
};

/** Takes the seed of the weights from the first byte of a file. */
export const TINY_CONVERTERS: Readonly<Record<Format, Converter>> = {
  alignn: convert,
  cgcnn: convert,
  'megnet-matgl': convert,
  'megnet-keras': convert,
  'm3gnet-matgl': convert,
};

/** Writes the files as a mirror has them. */
export function writeMirror(folder: string, published: readonly TinyPublished[]): void {
  for (const { recipe, files } of published) {
    const { owner, name } = recipe.repository;
    for (const [path, content] of files) {
      const target = join(folder, `${owner}+${name}`, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
  }
}
