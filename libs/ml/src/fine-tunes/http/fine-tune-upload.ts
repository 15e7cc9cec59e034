import type { Environment, UploadRoute } from '@nano-os/common';
import { PAIR_LIMITS } from '@nano-os/models';
import { FINE_TUNES_PATH } from './paths';

/** The route that takes crystals and their values as a file. */
export const fineTuneUpload = ({ MAX_BODY_BYTES }: Environment): UploadRoute => ({
  path: `/${FINE_TUNES_PATH}`,
  what: 'A file of crystals and values',
  maxFileBytes: Math.min(MAX_BODY_BYTES, PAIR_LIMITS.maxBytes),
  jsonFields: new Set(['epochs', 'patience', 'batch', 'weight_decay', 'seed', 'candidates']),
});
