import type { Architecture, FamilyName, ModelCard } from '../cards/card';

/** A repository at one commit, under whose licence its weights are. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** SPDX identifier. */
  readonly licence: string;
}

/** A file as its authors published it; its digest makes sure that it is that one. */
export interface PublishedFile {
  /** Within the repository. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** How the files of a model are laid out, which says what converts them. */
export type Format = 'alignn' | 'cgcnn' | 'megnet-matgl' | 'megnet-keras' | 'm3gnet-matgl';

/** An error that the authors report for their model. */
export interface ReportedError {
  readonly property: string;
  readonly mae: number;
  readonly unit: string;
}

/** How a published model becomes a model on disk. */
export interface Recipe {
  /** Of the model, and of its folder. */
  readonly name: string;
  readonly version: string;
  readonly family: FamilyName;
  readonly architecture: Architecture;
  readonly format: Format;
  readonly description: string;
  readonly repository: Repository;
  readonly files: readonly PublishedFile[];
  readonly training: ModelCard['training'];
  readonly reported: {
    /** What the authors measured on. */
    readonly set: 'test' | 'validation';
    readonly errors: readonly ReportedError[];
  };
  readonly citation: string;
}

/** The last part of a path, by which converters know a file. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The largest file of a model; the others describe it. */
export function weightsFile({ name, files }: Recipe): PublishedFile {
  const [first, ...rest] = files;
  if (!first) throw new Error(`The recipe of ${name} names no file.`);
  return rest.reduce((largest, file) => (file.bytes > largest.bytes ? file : largest), first);
}

/** Whether only one model needs the file, so that it says of that model that it is there. */
export function isOwn({ sha256 }: PublishedFile, recipes: readonly Recipe[]): boolean {
  const users = recipes.filter(({ files }) => files.some((file) => file.sha256 === sha256));
  return users.length === 1;
}
