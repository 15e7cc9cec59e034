import type { PublishedFile } from './recipe';

/** The files of a model of matgl's: bytes and SHA-256 by name. */
export function matglFiles(
  model: string,
  files: Readonly<Record<string, readonly [bytes: number, sha256: string]>>,
): PublishedFile[] {
  return Object.entries(files).map(([name, [bytes, sha256]]) => ({
    path: `pretrained_models/${model}/${name}`,
    bytes,
    sha256,
  }));
}
