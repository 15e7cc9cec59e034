import { encodeOnnx, Session } from '@nano-os/tensor';
import type { Architecture, ModelCard } from '../cards/card';
import type { Network } from '../network';
import { readSafetensors } from '../safetensors';
import { constantWeights } from '../store/constant-weights';
import type { CompiledModel, CompileRequest } from './messages';

/** @throws {ModelError} unknown-architecture */
export type NetworkOf = (architecture: Architecture) => Network<unknown, unknown>;

/** A model as a thread holds it: with a session of its own. */
export interface OpenModel {
  readonly card: ModelCard;
  readonly network: Network<unknown, unknown>;
  readonly config: unknown;
  /** Models of one key see the same graph of a crystal. */
  readonly graphKey: string;
  readonly elements: ReadonlySet<string>;
  readonly session: Session;
}

/**
 * Builds the network with its weights as constants.
 * @returns an ONNX file over shared memory
 * @throws {ModelError} when the weights cannot be read or do not fit the card
 */
export function compileModel({ card, weights }: CompileRequest, networkOf: NetworkOf): Uint8Array {
  const network = networkOf(card.architecture);
  const { tensors } = readSafetensors(weights);
  const outputs = network.build(network.parseConfig(card.config), constantWeights(tensors));
  const onnx = encodeOnnx(outputs, { name: card.name });
  const shared = new Uint8Array(new SharedArrayBuffer(onnx.length));
  shared.set(onnx);
  return shared;
}

/** @throws {ModelError} unknown-architecture, bad-config */
export async function openModel(
  { card, onnx }: CompiledModel,
  networkOf: NetworkOf,
): Promise<OpenModel> {
  const network = networkOf(card.architecture);
  const config = network.parseConfig(card.config);
  return {
    card,
    network,
    config,
    graphKey: `${card.architecture} ${network.graphKey(config)}`,
    elements: new Set(card.elements),
    // A copy, since the runtime takes no shared memory.
    session: await Session.create(onnx.slice()),
  };
}
