import { Lattice, Structure, type Matrix3, type Vector3 } from '@nano-os/crystal';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NetworkPotential } from '../src/calculators';
import type { ModelCard } from '../src/cards/card';
import { convertM3gnetMatgl, parseM3gnetConfig } from '../src/m3gnet';
import type { Converted } from '../src/published/converters';
import { SHARED } from './shared';
import { openM3gnet, type OpenM3gnet } from './tiny-m3gnet';
import { tinyCard } from './tiny-model';

const FOLDER = join(SHARED, 'weights/materialsvirtuallab+matgl/pretrained_models');
const GOLDEN = join(SHARED, 'golden/upstream-predictions.json');

export const HAS_PUBLISHED = existsSync(FOLDER) && existsSync(GOLDEN);

/** A published model, converted. */
export function convertPublished(name: string): Converted {
  const files = ['state.pt', 'model.pt'].map(
    (file) => [file, new Uint8Array(readFileSync(join(FOLDER, name, file)))] as const,
  );
  return convertM3gnetMatgl(new Map(files));
}

export function openPublished(
  name: string,
  precision: 'float32' | 'float64' = 'float32',
): Promise<OpenM3gnet> {
  const { config, tensors } = convertPublished(name);
  return openM3gnet(parseM3gnetConfig(config), tensors, precision);
}

/** A published potential for the calculators. */
export function openPublishedPotential(name: string): Promise<NetworkPotential> {
  const { config, tensors, properties, elements } = convertPublished(name);
  const card: ModelCard = {
    ...tinyCard(),
    format: 1,
    name,
    family: 'M3GNET',
    architecture: 'm3gnet',
    config,
    properties,
    elements,
    files: {},
  };
  return NetworkPotential.open({ card, tensors });
}

/** What a model's own program answers: energy eV, forces eV/Å by atom, stress GPa by rows. */
export interface GoldenPotential {
  readonly energy: number;
  readonly forces: readonly Vector3[];
  readonly stress: Matrix3;
}

export interface Golden {
  readonly id: string;
  readonly structure: Structure;
  readonly formationEnergy: number;
  readonly asPublished: GoldenPotential;
  readonly consistentEdges: GoldenPotential;
}

interface GoldenRow {
  readonly id: string;
  readonly lattice: Matrix3;
  readonly species: readonly string[];
  readonly frac: readonly Vector3[];
  readonly expected: {
    readonly 'M3GNet-MP-2018.6.1-Eform': number;
    readonly 'M3GNet-MP-2021.2.8-PES': {
      readonly as_published: GoldenPotential;
      readonly consistent_edges: GoldenPotential;
    };
  };
}

export function readGolden(): Golden[] {
  const rows = JSON.parse(readFileSync(GOLDEN, 'utf8')) as GoldenRow[];
  return rows.map(({ id, lattice, species, frac, expected }) => {
    const potential = expected['M3GNet-MP-2021.2.8-PES'];
    return {
      id,
      structure: new Structure(Lattice.fromRows(lattice), species, frac),
      formationEnergy: expected['M3GNet-MP-2018.6.1-Eform'],
      asPublished: potential.as_published,
      consistentEdges: potential.consistent_edges,
    };
  });
}
