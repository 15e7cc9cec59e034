import { Structure, writeStructure } from '@nano-os/crystal';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layDown } from '../../../libs/models/test-support/lay-down';
import { oddCrystals } from '../../../libs/models/test-support/tiny-m3gnet';
import { tinyPotential } from '../../../libs/models/test-support/tiny-potential';

/** A folder with files of crystals, sound and not, and a directory of models. */
export interface CrystalFiles {
  readonly folder: string;
  readonly models: string;
  path(name: string): string;
  remove(): void;
}

/**
 * `odd.vasp` relaxes by the potential `M3GNet-tiny` and collapses by `M3GNet-wild`; `xenon.cif` has an
 * unknown element, `water.xyz` no cell, `broken.cif` nothing.
 */
export function layCrystalFiles(): CrystalFiles {
  const folder = mkdtempSync(join(tmpdir(), 'nano-os-crystals-'));
  const [path, models] = [(name: string): string => join(folder, name), join(folder, 'models')];
  const [odd] = oddCrystals(1);
  if (!odd) throw new Error('There are no odd crystals');
  const xenon = new Structure(odd.lattice, ['Xe'], [[0, 0, 0]]);
  writeFileSync(path('odd.vasp'), writeStructure(odd, 'poscar'));
  writeFileSync(path('xenon.cif'), writeStructure(xenon, 'cif'));
  writeFileSync(path('water.xyz'), '3\nwater\nO 0 0 0\nH 0.96 0 0\nH -0.24 0.93 0\n');
  writeFileSync(path('broken.cif'), 'nothing');
  layDown(join(models, 'M3GNet-tiny'), tinyPotential());
  layDown(join(models, 'M3GNet-wild'), tinyPotential(3, 'M3GNet-wild'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, models, path, remove };
}
