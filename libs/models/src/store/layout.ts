import { join } from 'node:path';

/**
 * A directory of models: a folder for each, and folders of the store's own, whose names start with
 * a dot, which no model's name does.
 */
export const CARD_FILE = 'card.json';
export const WEIGHTS_FILE = 'weights.safetensors';

/** The largest file of weights that is read: 2 GiB is what one buffer and one ONNX file hold. */
export const MAX_WEIGHTS_BYTES = 2 ** 31 - 1;

/** Models that are being written, and what is being deleted. Nothing in it outlives its writer. */
export const stagingFolder = (directory: string): string => join(directory, '.staging');

/** Where a model waits, whole, while its successor takes its place. */
export const replacedFolder = (directory: string): string => join(directory, '.replaced');

/** Files on their way here, and those that came while their siblings have not. */
export const downloadsFolder = (directory: string): string => join(directory, '.downloads');

/** Where writers queue. */
export const lockFolder = (directory: string): string => join(directory, '.lock');
