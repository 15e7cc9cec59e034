import { ModelError } from '../errors';
import type { Recipe } from './recipe';

/**
 * A published model in one archive whose bytes were not at hand when this was written, so that
 * neither size nor digest is known: what first comes from the address is trusted, and recorded.
 */
export interface PublishedArchive extends Pick<
  Recipe,
  | 'name'
  | 'version'
  | 'family'
  | 'architecture'
  | 'format'
  | 'description'
  | 'training'
  | 'citation'
> {
  /** Number of the file at figshare, which never has other contents. */
  readonly figshare: number;
  /** What the archive must turn out to predict. */
  readonly property: string;
  readonly licence: string;
}

interface Trained {
  readonly name: string;
  readonly figshare: number;
  readonly property: string;
  readonly of: string;
  readonly set?: string;
  readonly functional?: string;
}

function archive({ name, figshare, property, of, ...trained }: Trained): PublishedArchive {
  const { set = 'JARVIS-DFT', functional = 'OptB88vdW' } = trained;
  return {
    name: `ALIGNN-${name}`,
    version: '1.0.0',
    family: 'ALIGNN',
    architecture: 'alignn',
    format: 'alignn',
    description: `Atomistic line graph neural network for the ${of}.`,
    figshare,
    property,
    training: { set, functional, crystals: null },
    licence: 'as stated at https://figshare.com/projects/ALIGNN_models/126478',
    citation:
      'K. Choudhary, B. DeCost, Atomistic Line Graph Neural Network for improved materials ' +
      'property predictions, npj Comput. Mater. 7, 185 (2021), ' +
      'https://doi.org/10.1038/s41524-021-00650-1',
  };
}

/** The models of ALIGNN's authors that are served, at the addresses that their program has. */
export const ARCHIVES: readonly PublishedArchive[] = [
  archive({
    name: 'JARVIS-formation-energy',
    figshare: 31_458_679,
    property: 'formation_energy',
    of: 'formation energy',
  }),
  archive({
    name: 'JARVIS-band-gap-OptB88vdW',
    figshare: 31_459_636,
    property: 'bandgap',
    of: 'band gap',
  }),
  archive({
    name: 'JARVIS-band-gap-mBJ',
    figshare: 31_458_694,
    property: 'bandgap',
    of: 'band gap by the modified Becke-Johnson potential',
    functional: 'TB-mBJ',
  }),
  archive({
    name: 'MP-band-gap-PBE',
    figshare: 31_458_814,
    property: 'bandgap',
    of: 'band gap',
    set: 'Materials Project',
    functional: 'PBE',
  }),
  archive({
    name: 'JARVIS-bulk-modulus',
    figshare: 31_458_649,
    property: 'bulk_modulus',
    of: "bulk modulus (Voigt's mean)",
  }),
  archive({
    name: 'JARVIS-shear-modulus',
    figshare: 31_458_724,
    property: 'shear_modulus',
    of: "shear modulus (Voigt's mean)",
  }),
  archive({
    name: 'JARVIS-dielectric',
    figshare: 31_458_652,
    property: 'dielectric',
    of: 'largest component of the static dielectric tensor',
  }),
];

/** Its public address. */
export function archiveAddress({ figshare }: PublishedArchive): string {
  return `https://ndownloader.figshare.com/files/${figshare}`;
}

/** Its address on a mirror, which has a folder for these archives beside those of repositories. */
export function archiveMirror(mirror: string, { figshare }: PublishedArchive): string {
  return `${mirror.replace(/\/+$/, '')}/figshare/${figshare}.zip`;
}

/** Finds an archive by the name of its model, without regard to case. */
export function publishedArchive(name: string): PublishedArchive | undefined {
  return ARCHIVES.find((archive) => archive.name.toLowerCase() === name.toLowerCase());
}

/**
 * Makes sure that a converted archive is of what it was published as.
 * @throws {ModelError} wrong-file
 */
export function checkProperty(
  { name, property }: PublishedArchive,
  properties: readonly { readonly name: string }[],
): void {
  if (properties.some((found) => found.name === property)) return;
  const found = properties.map((each) => each.name).join(', ');
  throw new ModelError('wrong-file', `The archive of ${name} is of ${found}, not ${property}.`);
}
