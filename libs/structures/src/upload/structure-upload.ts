import type { Environment, UploadRoute } from '@nano-os/common';
import { STRUCTURES_PATH } from '../structures-path';

/** The route that takes structures as files. */
export const structureUpload = ({ MAX_STRUCTURE_BYTES }: Environment): UploadRoute => ({
  path: STRUCTURES_PATH,
  what: 'A structure file',
  maxFileBytes: MAX_STRUCTURE_BYTES,
});
