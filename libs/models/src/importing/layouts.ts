import { CONFIG_FILE, weightsAmong } from '../alignn/checkpoint-files';
import { readZip } from '../checkpoints';
import { ModelError } from '../errors';
import type { Format } from '../published/recipe';
import { readFound } from './candidate';
import type { FoundFile, Tree } from './scan-tree';

/** Files that lie as one of the authors' programs leaves them. */
export interface Layout {
  readonly format: Format;
  readonly path: string;
  /** What the model will be called. */
  readonly name: string;
  readonly files: readonly FoundFile[];
}

/** A `model.json` names its class; a few kilobytes, of which more than this is no description. */
const MOST_MODEL_JSON = 1 << 20;
const MATGL = ['model.json', 'model.pt', 'state.pt'];
const CGCNN = '.pth.tar';

export async function layoutsIn(tree: Tree, files: readonly FoundFile[]): Promise<Layout[]> {
  const matgl = await matglLayouts(tree, files);
  const alignn = [...(await alignnFolders(tree, files)), ...(await alignnArchives(tree, files))];
  return [...matgl, ...kerasLayouts(files), ...cgcnnLayouts(tree, files), ...alignn];
}

async function matglLayouts(tree: Tree, files: readonly FoundFile[]): Promise<Layout[]> {
  const layouts: Layout[] = [];
  for (const description of files.filter(({ name }) => name === 'model.json')) {
    const { folder } = description;
    const beside = files.filter((file) => file.folder === folder && MATGL.includes(file.name));
    const format = await matglFormat(tree, description);
    if (!format || !beside.some(({ name }) => name === 'state.pt')) continue;
    const name = lastPart(folder || tree.root);
    layouts.push({ format, path: folder || '.', name, files: beside });
  }
  return layouts;
}

async function matglFormat(tree: Tree, file: FoundFile): Promise<Format | null> {
  if (file.bytes > MOST_MODEL_JSON) return null;
  const text = new TextDecoder().decode(await readFound(tree, file));
  // Which network it is stands inside of wrappers that differ; the name of its class does not.
  const [, name] = /"@class"\s*:\s*"(MEGNet|M3GNet)"/.exec(text) ?? [];
  if (name === undefined) return null;
  return name === 'MEGNet' ? 'megnet-matgl' : 'm3gnet-matgl';
}

function kerasLayouts(files: readonly FoundFile[]): Layout[] {
  return files.flatMap((weights): Layout[] => {
    if (!weights.name.endsWith('.hdf5')) return [];
    const description = files.find(({ path }) => path === `${weights.path}.json`);
    if (!description) return [];
    const name = weights.name.slice(0, -'.hdf5'.length);
    return [{ format: 'megnet-keras', path: weights.path, name, files: [weights, description] }];
  });
}

/** The features of elements are one file for many models, beside them or somewhere else in the tree. */
function cgcnnLayouts(tree: Tree, files: readonly FoundFile[]): Layout[] {
  const features = tree.files.filter(({ name }) => name === 'atom_init.json');
  return files.flatMap((weights): Layout[] => {
    if (!weights.name.endsWith(CGCNN)) return [];
    const nearest = features.find(({ folder }) => folder === weights.folder) ?? features[0];
    if (!nearest) return [];
    // Files are named for their property, so that many have one name.
    const property = weights.name.slice(0, -CGCNN.length);
    const name = `${lastPart(weights.folder || tree.root)}-${property}`;
    return [{ format: 'cgcnn', path: weights.path, name, files: [weights, nearest] }];
  });
}

async function alignnFolders(tree: Tree, files: readonly FoundFile[]): Promise<Layout[]> {
  const layouts: Layout[] = [];
  for (const config of files.filter(({ name }) => name === CONFIG_FILE)) {
    const beside = files.filter(({ folder }) => folder === config.folder);
    const name = weightsAmong(beside.map((file) => file.name));
    const weights = beside.find((file) => file.name === name);
    if (!weights || config.bytes > MOST_MODEL_JSON) continue;
    if (!NAMES_ALIGNN.test(new TextDecoder().decode(await readFound(tree, config)))) continue;
    layouts.push({
      format: 'alignn',
      path: config.folder || '.',
      name: dashed(lastPart(config.folder || tree.root)),
      files: [config, weights],
    });
  }
  return layouts;
}

/** The model's name in a configuration of that program. */
const NAMES_ALIGNN = /"name"\s*:\s*"alignn/;

/** Archives are published as they are: one with a configuration and weights is a model. */
async function alignnArchives(tree: Tree, files: readonly FoundFile[]): Promise<Layout[]> {
  const layouts: Layout[] = [];
  for (const archive of files.filter(({ name }) => name.endsWith('.zip'))) {
    const names = namesInside(await readFound(tree, archive)).map(lastPart);
    if (!names.includes(CONFIG_FILE) || weightsAmong(names) === undefined) continue;
    const name = dashed(archive.name.slice(0, -'.zip'.length));
    layouts.push({ format: 'alignn', path: archive.path, name, files: [archive] });
  }
  return layouts;
}

/** None of what is no archive after all. */
function namesInside(bytes: Uint8Array): string[] {
  try {
    return [...readZip(bytes).keys()];
  } catch (error) {
    if (error instanceof ModelError) return [];
    throw error;
  }
}

/** The authors write names with what names of models here do not have. */
const dashed = (name: string): string => name.replaceAll('_', '-');

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
