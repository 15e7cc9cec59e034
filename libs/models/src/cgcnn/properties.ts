import { badCheckpoint } from '../checkpoints';
import type { CardProperty } from '../cards/card';

type Property = Pick<CardProperty, 'name' | 'unit' | 'transform'>;

/** By the names of the published files; the moduli were learnt as log10 of their value in GPa. */
const PROPERTIES: Readonly<Record<string, Property>> = {
  'formation-energy-per-atom': { name: 'formation_energy', unit: 'eV/atom', transform: 'identity' },
  'band-gap': { name: 'bandgap', unit: 'eV', transform: 'identity' },
  'bulk-moduli': { name: 'bulk_modulus', unit: 'GPa', transform: 'exp10' },
  'shear-moduli': { name: 'shear_modulus', unit: 'GPa', transform: 'exp10' },
  efermi: { name: 'fermi_energy', unit: 'eV', transform: 'identity' },
  'final-energy-per-atom': { name: 'energy_per_atom', unit: 'eV/atom', transform: 'identity' },
  'poisson-ratio': { name: 'poisson_ratio', unit: '', transform: 'identity' },
  'semi-metal-classification': { name: 'metal_probability', unit: '', transform: 'sigmoid' },
};

/**
 * The property that a published file is of.
 * @param name of the file, without `.pth.tar`
 * @throws {ModelError} bad-checkpoint when it is none of the published ones
 */
export function propertyOf(name: string): Property {
  const property = Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;
  if (property) return property;
  const known = Object.keys(PROPERTIES).join(', ');
  throw badCheckpoint(`its name, ${name}, is none of the published ones: ${known}`);
}
