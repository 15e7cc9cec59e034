import { Lattice, Structure, type Matrix3, type Vector3 } from '@nano-os/crystal';
import type { Precision } from '@nano-os/tensor';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cgcnn } from '../src/cgcnn';
import { convertCgcnn } from '../src/cgcnn/convert';
import type { CrystalGraph } from '../src/graphs/crystal-graph';
import { megnet } from '../src/megnet';
import { convertMegnetKeras } from '../src/megnet/convert-keras';
import { convertMegnetMatgl } from '../src/megnet/convert-matgl';
import type { Network } from '../src/network';
import type { Converted, Converter } from '../src/published/converters';
import { openNetwork, type OpenNetwork } from './open-network';
import { SHARED } from './shared';

const WEIGHTS = join(SHARED, 'weights');
const CGCNN = join(WEIGHTS, 'txie-93+cgcnn');
const MATGL = join(WEIGHTS, 'materialsvirtuallab+matgl/pretrained_models');
const KERAS = join(WEIGHTS, 'materialsvirtuallab+megnet/mvl_models/mp-2018.6.1');
const GOLDEN = join(SHARED, 'golden/upstream-predictions.json');

export const HAS_GOLDEN = [CGCNN, MATGL, KERAS, GOLDEN].every((path) => existsSync(path));

/** What the models' own programs answer for one crystal. */
export interface Golden {
  readonly id: string;
  readonly structure: Structure;
  readonly expected: {
    /** By the names of the checkpoints, moduli as log10 GPa. */
    readonly CGCNN: Readonly<Record<string, number>>;
    /** Whether neighbours tie for the twelfth place. */
    readonly cgcnn_tie_at_12: boolean;
    readonly 'MEGNet-MP-2018.6.1-Eform': number;
    /** PBE, GLLB-SC, HSE, SCAN. */
    readonly 'MEGNet-MP-2019.4.1-BandGap-mfi': readonly number[];
  };
}

interface Row {
  readonly id: string;
  readonly lattice: Matrix3;
  readonly species: readonly string[];
  readonly frac: readonly Vector3[];
  readonly expected: Golden['expected'];
}

/** Empty where it is not there. */
export function readGolden(): Golden[] {
  if (!HAS_GOLDEN) return [];
  const rows = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Row[];
  return rows.map(({ id, lattice, species, frac, expected }) => {
    return { id, structure: new Structure(Lattice.fromRows(lattice), species, frac), expected };
  });
}

interface Source {
  readonly network: Network<unknown, CrystalGraph>;
  readonly convert: Converter;
  readonly paths: readonly string[];
}

function sourceOf(name: string): Source {
  if (name.startsWith('CGCNN-')) {
    const checkpoint = `pre-trained/${name.slice('CGCNN-'.length)}.pth.tar`;
    const paths = [checkpoint, 'data/sample-regression/atom_init.json'];
    return { network: cgcnn, convert: convertCgcnn, paths: paths.map((path) => join(CGCNN, path)) };
  }
  const keras = /log10[KG]$/.exec(name)?.[0];
  const paths = keras
    ? [join(KERAS, `${keras}.hdf5`), join(KERAS, `${keras}.hdf5.json`)]
    : ['state.pt', 'model.pt'].map((file) => join(MATGL, name, file));
  return { network: megnet, convert: keras ? convertMegnetKeras : convertMegnetMatgl, paths };
}

/** A published model, converted, by its name as a card. */
export function convertPublished(name: string): Converted {
  const { convert, paths } = sourceOf(name);
  return convert(
    new Map(paths.map((path) => [basename(path), new Uint8Array(readFileSync(path))])),
  );
}

export async function openPublished(
  name: string,
  precision: Precision = 'float32',
): Promise<{ network: OpenNetwork<CrystalGraph>; converted: Converted }> {
  const converted = convertPublished(name);
  const { config, tensors } = converted;
  const network = await openNetwork(sourceOf(name).network, config, tensors, precision);
  return { network, converted };
}
