import { add, gather, matmul, type Tensor } from '@nano-os/tensor';
import type { GraphInputs } from '../graphs/graph-inputs';
import { denseLayers, notActivated } from '../layers/dense-layers';
import { shiftedSoftplus } from '../layers/shifted-softplus';
import type { WeightSource } from '../network';
import type { MegnetConfig } from './config';
import type { Totals } from './totals';

/**
 * What is known of bonds, atoms and the state of the crystals, each [rows, (outputs,) features]:
 * where the network has several outputs, each has features of its own.
 */
export interface Features {
  readonly bonds: Tensor;
  readonly atoms: Tensor;
  readonly state: Tensor;
  /** Spreads rows of `bonds` over all bonds, where bonds of one length still share a row. */
  toBonds(rows: Tensor): Tensor;
  /** Spreads rows of `state` over atoms; all crystals may still share a row. */
  toAtoms(rows: Tensor): Tensor;
}

export interface BlockContext {
  readonly config: MegnetConfig;
  readonly weights: WeightSource;
  readonly graph: GraphInputs;
  readonly totals: Totals;
}

/**
 * Updates bonds, atoms and state in this order, each by what the others have become, and adds them
 * to what they were. The first layer of an update is linear in all it is given, so it is taken
 * apart: each part runs over the rows of its own kind.
 */
export function block(input: Features, name: string, context: BlockContext): Features {
  const { graph, totals, weights, config } = context;
  const { bonds, atoms, state } = name === 'block.0' ? input : encoded(input, name, context);
  const width = config.update.at(-1) ?? 0;
  const [hidden = 0] = config.update;
  const part = (of: string, x: Tensor): Tensor =>
    matmul(x, weights(`${name}.${of}`, [width, hidden]));
  const finish = (update: string, sum: Tensor): Tensor => {
    const first = add(sum, weights(`${name}.${update}.0.bias`, [hidden]));
    if (config.update.length === 1) return config.activateUpdates ? shiftedSoftplus(first) : first;
    const last = config.activateUpdates ? shiftedSoftplus : notActivated;
    const options = { first: 1, last };
    const active = shiftedSoftplus(first);
    return denseLayers(
      active,
      weights,
      `${name}.${update}`,
      config.update,
      shiftedSoftplus,
      options,
    );
  };

  const receivers = add(part('bond.0.receiver', atoms), input.toAtoms(part('bond.0.state', state)));
  const ends = add(
    gather(receivers, graph.bondReceiver),
    gather(part('bond.0.sender', atoms), graph.bondSender),
  );
  const newBonds = finish('bond', add(ends, input.toBonds(part('bond.0.bond', bonds))));

  const ofAtoms = totals.bondsOfAtoms(newBonds);
  const ofAtom = add(part('atom.0.atom', atoms), part('atom.0.bonds', ofAtoms));
  const newAtoms = finish('atom', add(ofAtom, input.toAtoms(part('atom.0.state', state))));

  const ofCrystal = add(
    part('state.0.bonds', totals.bondsOfCrystals(ofAtoms)),
    part('state.0.atoms', totals.atomsOfCrystals(newAtoms)),
  );
  const newState = finish('state', add(ofCrystal, part('state.0.state', state)));

  return {
    bonds: add(input.toBonds(input.bonds), newBonds),
    atoms: add(input.atoms, newAtoms),
    state: add(input.state, newState),
    toBonds: (rows) => rows,
    toAtoms: (rows) => gather(rows, graph.atomCrystal),
  };
}

/** Blocks but the first encode their features again before they update them. */
function encoded(
  input: Features,
  name: string,
  { config, weights }: BlockContext,
): Pick<Features, 'bonds' | 'atoms' | 'state'> {
  const sizes = [config.update.at(-1) ?? 0, ...config.encoder];
  const encode = (of: string, x: Tensor): Tensor =>
    denseLayers(x, weights, `${name}.dense.${of}`, sizes, shiftedSoftplus);
  return {
    bonds: encode('bond', input.bonds),
    atoms: encode('atom', input.atoms),
    state: encode('state', input.state),
  };
}
