import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { structureOf } from '../src/calculators/plain-crystal';
import { parseConfiguration, type TrainingConfiguration } from '../src/training';
import { crystalOf } from '../src/training/rows/crystal-of';
import type { Row } from '../src/training/rows/row';
import { lennardJones } from './pair-potential';
import { uniform } from './uniform';

const METALS = ['Li', 'Na', 'K', 'Mg', 'Ca', 'Ti', 'Cu', 'Zn'];
const OTHERS = ['O', 'S', 'F', 'Cl', 'N'];

/** Forty crystals of the rock salt and caesium chloride types, with made-up values. */
export function trainingRows(): Row[] {
  return METALS.flatMap((metal, m) =>
    OTHERS.map((other, o): Row => {
      const a = 2.6 + 0.1 * m + 0.07 * o;
      const isSalt = (m + o) % 2 === 0;
      const middle = isSalt ? a : a / 2;
      return {
        id: `${metal}${other}`,
        source: isSalt ? 'salts' : 'others',
        lattice: isSalt
          ? [
              [0, a, a],
              [a, 0, a],
              [a, a, 0],
            ]
          : [
              [a, 0, 0],
              [0, a, 0],
              [0, 0, a],
            ],
        species: [metal, other],
        frac: [
          [0, 0, 0],
          [0.5, 0.5, 0.5],
        ],
        targets: {
          formation_energy: -0.3 * o - 0.1 * m,
          bandgap: Math.max(0, o - 2),
          // Unknown of every third crystal.
          ...((m + o) % 3 === 0 ? {} : { bulk_modulus: 40 * middle }),
        },
      };
    }),
  );
}

/** Cubes of two atoms of many sizes, the atoms moved, with what Lennard-Jones says of them. */
export async function potentialRows(): Promise<Row[]> {
  const next = uniform(11);
  const rows = Array.from({ length: 40 }, (_, index): Row => {
    const a = 2.6 + 0.4 * next();
    const [x, y, z] = [0.5 + 0.1 * next(), 0.5 + 0.1 * next(), 0.5 + 0.1 * next()];
    return {
      id: `cube-${index}`,
      source: 'cubes',
      lattice: [
        [a, 0, 0],
        [0, a, 0],
        [0, 0, a],
      ],
      species: [index % 3 === 0 ? 'Na' : 'Li', 'O'],
      frac: [
        [0, 0, 0],
        [x, y, z],
      ],
      targets: {},
    };
  });
  const answers = await lennardJones(6).calculate(rows.map((row) => structureOf(crystalOf(row))));
  return rows.map((row, index) => {
    const answer = answers[index];
    if (!answer || answer instanceof Error) throw new Error('Lennard-Jones says nothing');
    const { energy, forces, stress } = answer;
    return {
      ...row,
      targets: {
        energy,
        // Unknown of some.
        ...(index % 5 === 0 ? {} : { forces: threes(forces) }),
        stresses: threes(stress),
      },
    };
  });
}

const threes = (values: Float64Array): number[][] =>
  Array.from({ length: values.length / 3 }, (_, row) => [...values.slice(3 * row, 3 * row + 3)]);

/** Writes the rows as a file of a folder. */
export function layRows(folder: string, rows: readonly Row[] = trainingRows()): void {
  const lines = rows.map((row) => JSON.stringify(row));
  writeFileSync(join(folder, 'rows.jsonl'), `${lines.join('\n')}\n`);
}

/** A training of seconds. */
export function tinyTraining(changes: Partial<TrainingConfiguration> = {}): TrainingConfiguration {
  return parseConfiguration(
    {
      name: 'CGCNN-test',
      version: '1.0.0',
      family: 'CGCNN',
      architecture: 'cgcnn',
      description: 'For tests.',
      origin: 'own',
      licence: 'MIT',
      citation: 'none',
      data: { files: ['rows.jsonl'], set: 'made up', functional: 'none' },
      validation: { share: 0.25, seed: 'validation', by: 'formula' },
      properties: [
        {
          name: 'formation_energy',
          output: 'value',
          unit: 'eV/atom',
          transform: 'identity',
          weight: 1,
        },
      ],
      network: {
        neighbours: 8,
        cutoff: 8,
        gaussians: { first: 0, last: 8, count: 9, sharpness: 2 },
        atomSize: 6,
        convolutions: 1,
        hiddenSize: 7,
        hiddenLayers: 1,
      },
      loss: { kind: 'huber', delta: 0.5 },
      optimiser: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
      schedule: { kind: 'one-cycle', peak: 0.01, warmUp: 0.3 },
      epochs: 4,
      patience: null,
      batch: 8,
      threads: 1,
      clip: 10,
      seed: 3,
      ...changes,
    },
    'training.json',
  );
}
