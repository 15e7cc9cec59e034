import type { PropertyModel } from '@nano-os/ml';
import { eachFile, type FileOutcome } from '../crystals/file-outcome';
import { readStructureFile } from '../crystals/read-file';
import { crystalOf } from './crystal-of';
import type { FilePrediction } from './prediction-report';

/** Predicts the crystals in files, all at once. */
export async function predictFiles(
  files: readonly string[],
  model: PropertyModel,
): Promise<FileOutcome<FilePrediction>[]> {
  const read = await eachFile(files, async (file) => crystalOf(await readStructureFile(file)));
  const crystals = read.flatMap((outcome) => ('result' in outcome ? [outcome.result] : []));
  const outcomes = await model.predict(crystals);
  let next = 0;
  return read.map(({ file, ...outcome }) => {
    if ('error' in outcome) return { file, error: outcome.error };
    const answer = outcomes[next++];
    if (!answer) throw new Error(`${model.info.name} left out a crystal`);
    if (answer.ok) return { file, result: { model, crystal: outcome.result, answer } };
    const { code = 'refused', reason } = answer;
    return { file, error: { code, message: reason } };
  });
}
