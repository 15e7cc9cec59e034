import { sha256 } from '../cards/digest';
import { convertPublished } from '../published/convert-published';
import { fileName, isOwn, weightsFile, type PublishedFile, type Recipe } from '../published/recipe';
import { UNSERVED } from '../published/unserved';
import { readFound, type Candidate, type Recognised } from './candidate';
import { isWeights } from './is-weights';
import type { FoundFile, Skipped, Tree } from './scan-tree';

/** More bytes than any published file has. */
const MOST_PUBLISHED = 64 << 20;

/** The published models of a tree, wherever their files lie in it: they are known by their digests. */
export async function publishedModels(
  tree: Tree,
  recipes: readonly Recipe[],
  convert = convertPublished,
): Promise<Recognised> {
  const found = await digests(tree, recipes);
  const candidates: Candidate[] = [];
  const skipped: Skipped[] = [];
  const files = new Set<string>();
  for (const recipe of recipes) {
    const present = recipe.files.filter((file) => found.has(file.sha256));
    if (!present.some((file) => isOwn(file, recipes))) continue;
    for (const path of pathsOf(present, found)) files.add(path);
    const [path = ''] = pathsOf([weightsFile(recipe), ...present], found);
    const missing = recipe.files.filter((file) => !found.has(file.sha256));
    if (missing.length === 0) {
      candidates.push({
        path,
        read: async () => convert(recipe, await contents(tree, recipe, found)),
      });
    } else {
      const names = missing.map((file) => file.path).join(', ');
      skipped.push({ path, reason: `of ${recipe.name}, without ${names}` });
    }
  }
  for (const [digest, file] of found) {
    const reason = UNSERVED.get(digest);
    if (reason === undefined) continue;
    files.add(file.path);
    skipped.push({ path: file.path, reason });
  }
  return { candidates, skipped, files };
}

function pathsOf(files: readonly PublishedFile[], found: ReadonlyMap<string, FoundFile>): string[] {
  return files.flatMap(({ sha256: digest }) => found.get(digest)?.path ?? []);
}

/** The first file with each digest; files that can be none of the published ones are not read. */
async function digests(
  tree: Tree,
  recipes: readonly Recipe[],
): Promise<ReadonlyMap<string, FoundFile>> {
  const sizes = new Set(recipes.flatMap(({ files }) => files.map(({ bytes }) => bytes)));
  const found = new Map<string, FoundFile>();
  for (const file of tree.files) {
    if (!sizes.has(file.bytes) && !(isWeights(file) && file.bytes <= MOST_PUBLISHED)) continue;
    const digest = sha256(await readFound(tree, file));
    if (!found.has(digest)) found.set(digest, file);
  }
  return found;
}

async function contents(
  tree: Tree,
  recipe: Recipe,
  found: ReadonlyMap<string, FoundFile>,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const { path, sha256: digest } of recipe.files) {
    const file = found.get(digest);
    if (file) files.set(fileName(path), await readFound(tree, file));
  }
  return files;
}
