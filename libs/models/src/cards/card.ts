import type { FineTuning } from './fine-tuning';

/** The networks that can be built. */
export const ARCHITECTURES = ['cgcnn', 'megnet', 'm3gnet', 'alignn'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** The names under which the registry of the API serves them, in its order. */
export const FAMILY_NAMES = ['CGCNN', 'MEGNet', 'M3GNET', 'ALIGNN'] as const;
export type FamilyName = (typeof FAMILY_NAMES)[number];

/** One output of the network as a property. */
export interface CardProperty {
  /** `formation_energy`, `bandgap`, `bulk_modulus`, `shear_modulus`, `dielectric`, `energy`, `forces`, `stresses`, … */
  readonly name: string;
  /** The network's output that holds it. */
  readonly output: string;
  /** Of the served value, such as `eV/atom`. */
  readonly unit: string;
  /** Applied to `scale · output + shift`. */
  readonly transform: 'identity' | 'exp10' | 'exp' | 'sigmoid';
  readonly scale: number;
  readonly shift: number;
}

/** Errors of those crystals of a set that are of one chemistry and for which a model says about the same. */
export interface ErrorGroup {
  readonly chemistry: 'nonmetal' | 'metalloid' | 'metal';
  /** Served values from here to where the next group of the chemistry begins; null for the first. */
  readonly from: number | null;
  readonly n: number;
  /** As those of the whole set. */
  readonly quantiles: readonly number[];
}

/** What kind of crystals a model was trained on. */
export interface TrainingDomain {
  /** Symbols of the elements that are not rare among them. */
  readonly elements: readonly string[];
  /**
   * Usual range of the distance of an atom's nearest neighbour, over the sum of their covalent
   * radii.
   */
  readonly nearest: readonly [number, number];
  /** How many elements a crystal of them has, ascending, without the numbers that are rare. */
  readonly elementCounts?: readonly number[];
}

/** Absolute errors on crystals that the model was not trained on. */
export interface HeldOutErrors {
  /** What they were measured on. */
  readonly set: string;
  readonly n: number;
  readonly mae: number;
  /** In the unit of the errors: that of the property, or `log10 GPa` for moduli. */
  readonly unit: string;
  /** Absolute errors at the quantiles 0.05, 0.10 … 0.95, ascending. */
  readonly quantiles: readonly number[];
  /** The same by groups, by chemistry and then by rising values, where there were enough. */
  readonly groups?: readonly ErrorGroup[];
  /** Beyond which these errors say too little. */
  readonly domain?: TrainingDomain;
}

/** What is known of a model on disk, in `card.json` beside its `weights.safetensors`. */
export interface ModelCard {
  readonly format: 1;
  /** Also the name of its folder: letters, digits, dots and dashes. */
  readonly name: string;
  readonly version: string;
  readonly family: FamilyName;
  readonly architecture: Architecture;
  readonly description: string;
  /** Checked by the network's `parseConfig`. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly properties: readonly CardProperty[];
  /** Symbols of the elements that the network has an embedding of. */
  readonly elements: readonly string[];
  readonly training: {
    readonly set: string;
    /** Such as `PBE`. */
    readonly functional: string;
    readonly crystals: number | null;
  };
  /** By property name. */
  readonly heldOut: Readonly<Record<string, HeldOutErrors>>;
  /** Of a model that was tuned from another. */
  readonly fineTuning?: FineTuning;
  readonly licence: string;
  /** Where the weights come from: an address with its commit, or the configuration that trained them. */
  readonly source: string;
  readonly citation: string;
  /** Whether the weights came with the project or were brought by the user. */
  readonly origin: 'published' | 'shipped' | 'own';
  /** SHA-256 by file name, hexadecimal. */
  readonly files: Readonly<Record<string, string>>;
}
