import { badCheckpoint } from '../checkpoints';
import type { CardProperty } from '../cards/card';

type Property = Pick<CardProperty, 'name' | 'unit' | 'transform'>;

const energy: Property = { name: 'formation_energy', unit: 'eV/atom', transform: 'identity' };
const gap: Property = { name: 'bandgap', unit: 'eV', transform: 'identity' };

/** By the authors' names of what is learnt, in JARVIS-DFT and the Materials Project. */
const PROPERTIES: Readonly<Record<string, Property>> = {
  formation_energy_peratom: energy,
  e_form: energy,
  optb88vdw_bandgap: gap,
  mbj_bandgap: gap,
  'gap pbe': gap,
  gappbe: gap,
  bulk_modulus_kv: { name: 'bulk_modulus', unit: 'GPa', transform: 'identity' },
  shear_modulus_gv: { name: 'shear_modulus', unit: 'GPa', transform: 'identity' },
  dfpt_piezo_max_dielectric: { name: 'dielectric', unit: '', transform: 'identity' },
};

/**
 * The property of a network of the authors'.
 * @param target as their `config.json` names it
 * @throws {ModelError} bad-checkpoint when it is none that is served
 */
export function propertyOf(target: unknown): Property {
  const known = typeof target === 'string' && Object.hasOwn(PROPERTIES, target);
  const property = known ? PROPERTIES[target] : undefined;
  if (property) return property;
  const names = Object.keys(PROPERTIES).join(', ');
  throw badCheckpoint(
    `config.json has the target ${JSON.stringify(target)}, which is none that is served: ${names}`,
  );
}
