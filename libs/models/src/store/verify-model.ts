import { encodeOnnx, Session } from '@nano-os/tensor';
import type { ModelCard } from '../cards/card';
import { ModelError } from '../errors';
import type { CrystalOutputs, Network, WeightSource } from '../network';
import { constantWeights, finiteValues } from './constant-weights';
import { rockSalt } from './fixture-crystal';
import type { StoredModel } from './stored-model';

/**
 * Makes sure that a model can serve: that its configuration and every weight are what the network
 * asks for, no more and no less, that ONNX Runtime takes the graph, and that a crystal of its
 * elements gets a finite value for every property on the card.
 * @throws {ModelError} bad-config, missing-weight, bad-weight-shape, bad-weights, bad-answer
 */
export async function verifyModel(
  { card, tensors }: Pick<StoredModel, 'card' | 'tensors'>,
  network: Network<unknown, unknown>,
): Promise<void> {
  const config = network.parseConfig(card.config);
  for (const [name, tensor] of tensors) finiteValues(name, tensor);
  const used = new Set<string>();
  const weights: WeightSource = (name, shape) => {
    used.add(name);
    return constantWeights(tensors)(name, shape);
  };
  const onnx = encodeOnnx(network.build(config, weights), { name: card.name });
  const unused = [...tensors.keys()].filter((name) => !used.has(name));
  if (unused.length > 0) {
    throw new ModelError(
      'bad-weights',
      `The network of ${card.name} has no use for the weights ${unused.slice(0, 5).join(', ')}.`,
    );
  }
  assertAnswers(card, await answerOf(card, onnx, network, config));
}

async function answerOf(
  card: ModelCard,
  onnx: Uint8Array,
  network: Network<unknown, unknown>,
  config: unknown,
): Promise<CrystalOutputs> {
  const [first = '', second = first] = preferred(card.elements);
  const graph = network.featurise(rockSalt(first, second), config);
  const session = await Session.create(onnx);
  try {
    const outputs = await session.run(network.collate([graph], config));
    return network.decode(outputs, [graph], config)[0] ?? {};
  } finally {
    await session.dispose();
  }
}

/** Elements that every data set knows well come first, so that the answer is an ordinary one. */
function preferred(elements: readonly string[]): string[] {
  const common = ['Mg', 'O'].filter((symbol) => elements.includes(symbol));
  return [...common, ...elements.filter((symbol) => !common.includes(symbol))];
}

function assertAnswers(card: ModelCard, outputs: CrystalOutputs): void {
  for (const { name, output } of card.properties) {
    const value = Object.hasOwn(outputs, output) ? outputs[output] : undefined;
    if (value === undefined) {
      throw new ModelError(
        'bad-answer',
        `The network of ${card.name} has no output ${output}, which its card names for ${name}; ` +
          `it has ${Object.keys(outputs).join(', ')}.`,
      );
    }
    const values = typeof value === 'number' ? [value] : value;
    if (!values.every((number) => Number.isFinite(number))) {
      throw new ModelError(
        'bad-answer',
        `${card.name} gives no finite ${name} for a crystal of rock salt type.`,
      );
    }
  }
}
