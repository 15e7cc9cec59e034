import type { ModelNotes, PropertyValue } from '../entities/predicted-properties.entity';

type Triple = readonly [number, number, number];

/**
 * What a model is asked about. Exactly one of `fracCoords` (with `lattice`) and `cartCoords`
 * (a molecule without a lattice) is given; species and positions are in the order of the file.
 */
export interface Crystal {
  /** The record's UUID in lower case; only the stub looks at it. */
  readonly id: string;
  /** Equal for equal crystals, whatever the order of sites and the choice of cell. */
  readonly contentHash: string;
  readonly formula: string;
  readonly numAtoms: number;
  /** 0 molecule, 1 chain, 2 layer, 3 bulk. */
  readonly dimensionality: number;
  /** Rows are the lattice vectors, Å. */
  readonly lattice: readonly [Triple, Triple, Triple] | null;
  /** Element symbol of each site. */
  readonly species: readonly string[];
  readonly fracCoords: readonly Triple[] | null;
  /** Å */
  readonly cartCoords: readonly Triple[] | null;
}

export interface ModelInfo {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Names of the properties it answers; units as in the documentation of the API. */
  readonly supportedProperties: readonly string[];
}

export interface ModelResult {
  readonly properties: Readonly<Record<string, PropertyValue>>;
  /** 0 to 1, a key for each scalar property; moduli by their own names. */
  readonly confidenceScores: Readonly<Record<string, number>>;
  readonly notes?: ModelNotes;
}

/**
 * A result, or why there is none for this crystal; the reason is told to the caller, with a code
 * for programs where the model gives one.
 */
export type ModelOutcome =
  | ({ readonly ok: true } & ModelResult)
  | { readonly ok: false; readonly reason: string; readonly code?: string };

/**
 * Anything that predicts: the stub, a network, an ensemble, a remote server. The predictor does
 * not know which kind it holds.
 */
export interface PropertyModel {
  readonly info: ModelInfo;
  /** Hexadecimal digest of what the answers come from, at most 64 characters. */
  readonly weightsDigest: string;
  /**
   * Whether another record with the same content hash has the same answer. `record` for a model
   * that looks at the record's id, and for one whose answers follow the order of the sites or the
   * orientation of the cell (forces, stresses), which equal hashes do not promise to share.
   */
  readonly reuse: 'content' | 'record';
  /**
   * Of a model that a user tuned: whose it is, null when all may use it. A private one answers about
   * private structures of that user alone, since who sees a structure sees what is predicted of it.
   */
  readonly privateTo?: string | null;
  /**
   * Answers every crystal, in the order asked. One that cannot be predicted has a reason and
   * leaves the others alone; a rejection means that the model itself failed, and one with a
   * `ProblemException` (not-ready, model-unavailable) is what the caller is told.
   */
  predict(crystals: readonly Crystal[]): Promise<readonly ModelOutcome[]>;
}

/** A model that the system knows, with the means to run it where they are installed. */
export interface KnownModel {
  readonly info: ModelInfo;
  readonly model: PropertyModel | null;
  /** Why it cannot run, and what to do, where more is known than that nothing is installed. */
  readonly fault?: string;
}

/** Injection token of the list of {@link KnownModel}s. */
export const KNOWN_MODELS = Symbol('KNOWN_MODELS');
