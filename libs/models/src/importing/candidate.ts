import { join } from 'node:path';
import { MAX_WEIGHTS_BYTES } from '../store/layout';
import { readPlainFile } from '../store/read-file';
import type { StoredModel } from '../store/stored-model';
import type { FoundFile, Skipped, Tree } from './scan-tree';

/** Something in a tree that may be a model. */
export interface Candidate {
  /** The folder or the file by which it is told. */
  readonly path: string;
  /** @throws {ModelError} why it is no model */
  read(): Promise<StoredModel>;
}

/** What one way of looking at a tree recognises. */
export interface Recognised {
  readonly candidates: readonly Candidate[];
  readonly skipped: readonly Skipped[];
  /** Paths of the files that are accounted for. */
  readonly files: ReadonlySet<string>;
}

/** Reads a file of the tree. @throws {ModelError} bad-store */
export function readFound({ root }: Tree, { path }: FoundFile): Promise<Uint8Array> {
  return readPlainFile(join(root, path), MAX_WEIGHTS_BYTES);
}
