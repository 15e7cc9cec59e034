import { convertPublished } from '../published/convert-published';
import { CONVERTERS } from '../published/converters';
import { PUBLISHED } from '../published/recipes';
import type { Admit } from '../store/admit';
import { errorMessage } from '../store/file-errors';
import type { Installed } from '../store/model-installer';
import type { Candidate } from './candidate';
import { ourModels } from './our-models';
import { ownModels } from './own-models';
import { publishedModels } from './published-models';
import { scanTree, type Tree } from './scan-tree';

/** What came of something in the tree that is a model or looks like one. */
export type ImportOutcome =
  | { readonly path: string; readonly ok: true; readonly name: string; readonly result: Installed }
  | { readonly path: string; readonly ok: false; readonly reason: string };

export interface ImportOptions {
  readonly admit: Admit;
  readonly onOutcome: (outcome: ImportOutcome) => void;
  readonly recipes?: typeof PUBLISHED;
  readonly converters?: typeof CONVERTERS;
}

/**
 * Installs every model that is found in a tree: folders of the store's own form, published files
 * wherever they lie, and what the authors' programs leave. One that is damaged leaves the others
 * alone; what was not taken is told with the reason.
 * @throws {ModelError} bad-tree
 */
export async function importTree(path: string, options: ImportOptions): Promise<ImportOutcome[]> {
  const tree = await scanTree(path);
  const { candidates, skipped } = await recognise(tree, options);
  const outcomes: ImportOutcome[] = [];
  const names = new Map<string, string>();
  const tell = (outcome: ImportOutcome): void => {
    options.onOutcome(outcome);
    outcomes.push(outcome);
  };
  for (const candidate of candidates) tell(await take(candidate, names, options.admit));
  for (const { path: left, reason } of skipped) tell({ path: left, ok: false, reason });
  return outcomes;
}

async function recognise(
  tree: Tree,
  { recipes = PUBLISHED, converters = CONVERTERS }: ImportOptions,
) {
  const ours = ourModels(tree);
  const others = { ...tree, files: tree.files.filter(({ path }) => !ours.files.has(path)) };
  const published = await publishedModels(others, recipes, (recipe, files) =>
    convertPublished(recipe, files, converters),
  );
  const own = await ownModels(others, published.files, converters);
  const all = [ours, published, own];
  return {
    candidates: all.flatMap(({ candidates }) => candidates),
    skipped: [...all.flatMap(({ skipped }) => skipped), ...tree.skipped],
  };
}

/** @param names the models that came in, with where from */
async function take(
  candidate: Candidate,
  names: Map<string, string>,
  admit: Admit,
): Promise<ImportOutcome> {
  const { path } = candidate;
  try {
    const model = await candidate.read();
    const { name } = model.card;
    const earlier = names.get(name.toLowerCase());
    if (earlier !== undefined) {
      return { path, ok: false, reason: `a model of the name ${name} came in from ${earlier}` };
    }
    const result = await admit(model);
    names.set(name.toLowerCase(), path);
    return { path, ok: true, name, result };
  } catch (error) {
    // Whatever is wrong with it, the next one may be sound.
    return { path, ok: false, reason: errorMessage(error) };
  }
}
