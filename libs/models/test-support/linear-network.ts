import { elementBySymbol, type Structure } from '@nano-os/crystal';
import { div, gather, input, log, segmentSum, type Feeds } from '@nano-os/tensor';
import type { ModelCard } from '../src/cards/card';
import { assembleModel, type StoredModel } from '../src/store/stored-model';
import { CannotPredict } from '../src/errors';
import type { CrystalOutputs, Network, RawOutputs } from '../src/network';

/** Elements that do something to the network. */
export const DEEDS = {
  /** Featurising never ends. */
  hangs: 'Xe',
  /** Featurising ends the thread. */
  exits: 'Rn',
  /** Featurising fails as a bug would. */
  throws: 'Kr',
  /** The network cannot predict it. */
  refused: 'Ar',
  /** No batch can be made with it. */
  spoils: 'He',
  /** Its output `risky` is not finite. */
  infinite: 'Ne',
} as const;

const ELEMENTS = ['H', 'Li', 'Na', 'Cl', 'Po', 'Si', ...Object.values(DEEDS)];
const EMBEDDINGS = 119;

interface LinearConfig {
  readonly graph: string;
}

type LinearGraph = Int32Array;

function featurise({ species }: Structure): LinearGraph {
  const has = (deed: keyof typeof DEEDS): boolean => species.includes(DEEDS[deed]);
  if (has('throws')) throw new TypeError('a bug');
  if (has('refused')) throw new CannotPredict('isolated-atom', 'An atom has no neighbours.');
  // A thread in a worker ends alone; the rest of it must not go on meanwhile.
  if (has('exits')) process.exit(3);
  while (has('hangs'));
  return Int32Array.from(species, (symbol) => elementBySymbol(symbol)?.number ?? 0);
}

function collate(graphs: readonly LinearGraph[]): Feeds {
  const spoiler = elementBySymbol(DEEDS.spoils)?.number ?? 0;
  if (graphs.some((graph) => graph.includes(spoiler))) throw new RangeError('a batch of bugs');
  const numbers = graphs.flatMap((graph) => [...graph]);
  const owner = graphs.flatMap((graph, index) => Array.from(graph, () => index));
  return {
    number: { data: Int32Array.from(numbers), dims: [numbers.length] },
    owner: { data: Int32Array.from(owner), dims: [owner.length] },
    size: { data: Float32Array.from(graphs, ({ length }) => length), dims: [graphs.length] },
  };
}

/** A network as plain as can be: the mean of one weight an atom, and the logarithm of that. */
export const linearNetwork: Network<LinearConfig, LinearGraph> = {
  architecture: 'cgcnn',
  parseConfig: (value) => value as LinearConfig,
  graphKey: ({ graph }) => graph,
  featurise,
  costOf: (graph) => graph.length,
  collate,
  build: (_config, weights) => {
    const numbers = input('number', 'int', ['atoms']);
    const owners = input('owner', 'int', ['atoms']);
    const ofAtoms = gather(weights('embedding', [EMBEDDINGS]), numbers);
    const sums = segmentSum(ofAtoms, owners, 'crystals');
    const value = div(sums, input('size', 'float', ['crystals']));
    return { value, risky: log(value) };
  },
  decode: (outputs: RawOutputs, graphs): CrystalOutputs[] =>
    graphs.map((_, index) => ({
      value: outputs.value?.data[index] ?? NaN,
      risky: outputs.risky?.data[index] ?? NaN,
    })),
};

/** The weight of an element: whole, and 0 for one whose logarithm is asked in vain. */
export const linearWeight = (symbol: string): number =>
  symbol === DEEDS.infinite ? 0 : (elementBySymbol(symbol)?.number ?? 0);

/** A model of the network; equal arguments make equal models. */
export function linearModel(draft: Partial<ModelCard> = {}, factor = 1): StoredModel {
  const embedding = new Float32Array(EMBEDDINGS);
  for (const symbol of ELEMENTS) {
    embedding[elementBySymbol(symbol)?.number ?? 0] = factor * linearWeight(symbol);
  }
  return assembleModel(
    {
      name: 'Linear',
      version: '1.0.0',
      family: 'CGCNN',
      architecture: 'cgcnn',
      description: 'The mean of one weight an atom.',
      config: { graph: 'atoms' },
      properties: [
        { name: 'bandgap', output: 'value', unit: 'eV', transform: 'identity', scale: 1, shift: 0 },
      ],
      elements: ELEMENTS,
      training: { set: 'None', functional: 'PBE', crystals: null },
      heldOut: {},
      licence: 'MIT',
      source: 'made up',
      citation: 'none',
      origin: 'own',
      ...draft,
    },
    new Map([['embedding', { dtype: 'F32', shape: [EMBEDDINGS], data: embedding }]]),
  );
}
