import { elementByNumber } from '@nano-os/crystal';
import type { CardProperty } from '../cards/card';
import { badCheckpoint, readKerasHdf5 } from '../checkpoints';
import { fileEnding, type Files } from '../conversion/files';
import { stored, TensorTable, type Matrix } from '../conversion/tensor-table';
import type { Converted } from '../published/converters';
import { readKerasGraph } from './keras-graph';
import { kerasShape } from './keras-shape';
import { renameKeras, STATE_SIZE } from './rename-keras';

type Property = Pick<CardProperty, 'name' | 'unit' | 'transform'>;

/** By the names of the published files. */
const PROPERTIES: Readonly<Record<string, Property>> = {
  log10K: { name: 'bulk_modulus', unit: 'GPa', transform: 'exp10' },
  log10G: { name: 'shear_modulus', unit: 'GPa', transform: 'exp10' },
  formation_energy: { name: 'formation_energy', unit: 'eV/atom', transform: 'identity' },
  band_gap_regression: { name: 'bandgap', unit: 'eV', transform: 'identity' },
};

/** Keras starts embeddings within it: a row that has stayed there is of an element without a crystal. */
const UNTRAINED = 0.05;

/**
 * Turns a MEGNet of the authors' Keras program (`*.hdf5`, named for its property, and the `.json`
 * beside it) into our weights.
 * @throws {ModelError} bad-checkpoint
 */
export function convertMegnetKeras(files: Files): Converted {
  const { name, bytes } = fileEnding(files, '.hdf5');
  const property = Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;
  if (!property) {
    const known = Object.keys(PROPERTIES).join(', ');
    throw badCheckpoint(`its name, ${name}, is none of the published ones: ${known}`);
  }
  const graph = readKerasGraph(fileEnding(files, '.hdf5.json').bytes, `${name}.hdf5.json`);
  const model = readKerasHdf5(bytes);
  const shape = kerasShape(model.config);
  const table = new TensorTable(model.weights);
  const weights = table.matrix('embedding_1/embeddings:0', shape.numbers, shape.embedding);
  const { elements, embedding } = trainedElements(weights);
  return {
    config: {
      elements,
      cutoff: graph.cutoff,
      gaussians: graph.gaussians,
      embeddingSize: shape.embedding,
      stateSize: STATE_SIZE,
      encoder: shape.encoder,
      update: shape.update,
      blocks: shape.blocks,
      readout: shape.readout,
      activateUpdates: false,
      set2set: {
        size: shape.memory,
        steps: shape.steps,
        projected: true,
        gate: 'hard-sigmoid',
        keepsCell: false,
      },
      outputs: ['value'],
    },
    properties: [{ ...property, output: 'value', scale: 1, shift: 0 }],
    elements,
    tensors: new Map([
      ['embedding', stored(embedding)],
      ...renameKeras(table, shape, graph.gaussians.count),
    ]),
  };
}

/** @param embeddings a row for each atomic number from 0 on */
function trainedElements({ rows, columns, data }: Matrix): {
  elements: string[];
  embedding: Matrix;
} {
  const elements: string[] = [];
  const kept: number[] = [];
  for (let number = 1; number < rows; number++) {
    const row = data.subarray(number * columns, (number + 1) * columns);
    const symbol = elementByNumber(number)?.symbol;
    if (symbol === undefined || row.every((value) => Math.abs(value) <= UNTRAINED)) continue;
    elements.push(symbol);
    kept.push(...row);
  }
  const embedding = { rows: elements.length, columns, data: Float32Array.from(kept) };
  return { elements, embedding };
}
