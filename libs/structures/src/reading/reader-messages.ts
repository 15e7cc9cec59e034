import type { FormatLimits } from '@nano-os/crystal';
import type { ReadDraft, StructureSource } from './read-draft';

/** What the reading thread is asked. */
export interface ReadRequest {
  source: StructureSource;
  limits: FormatLimits;
}

/** What is wrong with a file: a `CrystalError` without its class, which no message keeps. */
export interface ReadFault {
  code: string;
  message: string;
  line?: number;
  site?: number;
}

/** What the reading thread answers; `failure` is a fault of the program and not of the file. */
export type ReadReply = { draft: ReadDraft } | { fault: ReadFault } | { failure: string };
