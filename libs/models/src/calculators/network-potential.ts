import type { Structure } from '@nano-os/crystal';
import { encodeOnnx, Session } from '@nano-os/tensor';
import { CannotPredict, ModelError } from '../errors';
import type { CrystalOutputs, Network } from '../network';
import { networkOf } from '../networks';
import { cutByCost } from '../runtime/cut';
import { constantWeights } from '../store/constant-weights';
import type { StoredModel } from '../store/stored-model';
import type { Potential, PotentialAnswer } from './potential';

/** What one run of the network may cost: more at once is no faster, and takes more memory. */
const MOST_COST = 100_000;

/** A stored model that answers with energies, forces and stresses, in a session of its own. */
export class NetworkPotential implements Potential {
  private constructor(
    readonly name: string,
    private readonly network: Network<unknown, unknown>,
    private readonly config: unknown,
    private readonly session: Session,
  ) {}

  /**
   * Runs on the thread that calls it: `calculate` occupies it until the answers are there.
   * @throws {ModelError} no-potential, unknown-architecture, or what is wrong with the weights
   */
  static async open({
    card,
    tensors,
  }: Pick<StoredModel, 'card' | 'tensors'>): Promise<NetworkPotential> {
    const outputs = new Set(card.properties.map(({ output }) => output));
    for (const output of ['energy', 'forces', 'stresses']) {
      if (outputs.has(output)) continue;
      throw new ModelError('no-potential', `${card.name} is no potential: it has no ${output}.`);
    }
    const network = networkOf(card.architecture);
    const config = network.parseConfig(card.config);
    const onnx = encodeOnnx(network.build(config, constantWeights(tensors)), { name: card.name });
    return new NetworkPotential(card.name, network, config, await Session.create(onnx));
  }

  async calculate(structures: readonly Structure[]): Promise<(PotentialAnswer | CannotPredict)[]> {
    const answers: (PotentialAnswer | CannotPredict)[] = [];
    const graphs: { readonly index: number; readonly graph: unknown }[] = [];
    structures.forEach((structure, index) => {
      try {
        graphs.push({ index, graph: this.network.featurise(structure, this.config) });
      } catch (error) {
        if (!(error instanceof CannotPredict)) throw error;
        answers[index] = error;
      }
    });
    const cost = ({ graph }: { readonly graph: unknown }): number => this.network.costOf(graph);
    for (const piece of cutByCost(graphs, cost, MOST_COST)) {
      const batch = piece.map(({ graph }) => graph);
      const outputs = await this.session.run(this.network.collate(batch, this.config));
      const decoded = this.network.decode(outputs, batch, this.config);
      piece.forEach(({ index }, place) => {
        answers[index] = answerOf(decoded[place] ?? {});
      });
    }
    return answers;
  }

  /** Gives the session's memory back. */
  async dispose(): Promise<void> {
    await this.session.dispose();
  }
}

function answerOf({ energy, forces, stresses }: CrystalOutputs): PotentialAnswer {
  const isWhole =
    typeof energy === 'number' &&
    forces instanceof Float64Array &&
    stresses instanceof Float64Array;
  if (isWhole) return { energy, forces, stress: stresses };
  throw new Error('The network has no energy, forces or stresses');
}
