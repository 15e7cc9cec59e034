import { ModelError } from '../errors';
import { checkModelName } from '../cards/model-name';
import { CONVERTERS, type Converter } from '../published/converters';
import type { Format } from '../published/recipe';
import { PUBLISHED } from '../published/recipes';
import { assembleModel, type StoredModel } from '../store/stored-model';
import { readFound, type Recognised } from './candidate';
import { isWeights } from './is-weights';
import { layoutsIn, type Layout } from './layouts';
import type { Tree } from './scan-tree';

const FAMILIES = {
  alignn: { family: 'ALIGNN', architecture: 'alignn' },
  cgcnn: { family: 'CGCNN', architecture: 'cgcnn' },
  'megnet-matgl': { family: 'MEGNet', architecture: 'megnet' },
  'megnet-keras': { family: 'MEGNet', architecture: 'megnet' },
  'm3gnet-matgl': { family: 'M3GNET', architecture: 'm3gnet' },
} as const satisfies Record<Format, unknown>;

/** Not known of a model that comes without a card. */
const UNKNOWN = 'unknown';

/**
 * Models that someone trained with the authors' programs, by the files that those leave.
 * @param taken paths that are accounted for already
 */
export async function ownModels(
  tree: Tree,
  taken: ReadonlySet<string>,
  converters: Readonly<Record<Format, Converter>> = CONVERTERS,
): Promise<Recognised> {
  const rest = tree.files.filter(({ path }) => !taken.has(path));
  const layouts = await layoutsIn(tree, rest);
  const files = new Set(layouts.flatMap((layout) => layout.files.map(({ path }) => path)));
  const others = rest.filter((file) => isWeights(file) && !files.has(file.path));
  return {
    candidates: layouts.map((layout) => ({
      path: layout.path,
      read: () => readOwn(tree, layout, converters[layout.format]),
    })),
    skipped: others.map(({ path }) => ({ path, reason: 'of no kind that is known here' })),
    files,
  };
}

async function readOwn(tree: Tree, layout: Layout, convert: Converter): Promise<StoredModel> {
  const name = checkModelName(layout.name);
  if (PUBLISHED.some((recipe) => recipe.name.toLowerCase() === name.toLowerCase())) {
    throw new ModelError(
      'bad-name',
      `it has the name of the published ${name} but other contents: a damaged copy, or one that ` +
        'needs a name of its own',
    );
  }
  const files = new Map<string, Uint8Array>();
  for (const file of layout.files) files.set(file.name, await readFound(tree, file));
  const { config, properties, elements, tensors } = convert(files);
  const card = {
    ...FAMILIES[layout.format],
    name,
    version: '1.0.0',
    description: `Imported from ${layout.path}.`,
    config,
    properties,
    elements,
    training: { set: UNKNOWN, functional: UNKNOWN, crystals: null },
    heldOut: {},
    licence: UNKNOWN,
    source: layout.path,
    citation: UNKNOWN,
    origin: 'own',
  } as const;
  return assembleModel(card, tensors);
}
