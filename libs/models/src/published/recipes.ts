import { ModelError } from '../errors';
import { CGCNN_RECIPES } from './cgcnn';
import { M3GNET_RECIPES } from './m3gnet';
import { MEGNET_RECIPES } from './megnet';
import type { Recipe } from './recipe';

/** The published models that are served. */
export const PUBLISHED: readonly Recipe[] = [
  ...CGCNN_RECIPES,
  ...MEGNET_RECIPES,
  ...M3GNET_RECIPES,
];

/**
 * Finds a published model by its name, without regard to case.
 * @throws {ModelError} unknown-model
 */
export function publishedModel(name: string): Recipe {
  const found = PUBLISHED.find((recipe) => recipe.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = PUBLISHED.map((recipe) => recipe.name).join(', ');
  throw new ModelError(
    'unknown-model',
    `No published model is called ${name}; there are ${names}.`,
  );
}
