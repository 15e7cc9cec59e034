import { ModelError, NetworkPotential, PUBLISHED } from '@nano-os/models';
import { openModelsDirectory, type DirectoryOptions } from '../models/models-directory';
import { readSettings } from '../settings';

/**
 * An installed potential.
 * @param model its name; that of the configuration when left out
 * @throws when it is not installed, with what installs it
 */
export async function openPotential(
  model: string | undefined,
  directory: DirectoryOptions,
): Promise<NetworkPotential> {
  const name = model ?? readSettings().NANO_OS_POTENTIAL;
  try {
    return await NetworkPotential.open(await openModelsDirectory(directory).all.open(name));
  } catch (error) {
    if (!(error instanceof ModelError) || error.code !== 'unknown-model') throw error;
    const isPublished = PUBLISHED.some((recipe) => recipe.name === name);
    const advice = isPublished
      ? `"nano-os models pull ${name}" installs it.`
      : '"nano-os models list" tells what is, and "nano-os models import" installs others.';
    throw new Error(`The potential ${name} is not installed; ${advice}`, { cause: error });
  }
}
