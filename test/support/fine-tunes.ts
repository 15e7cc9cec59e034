import { tinyBase } from '../../libs/models/test-support/tiny-base';
import { trainingPairs } from '../../libs/models/test-support/training-pairs';
import type { Actor, TestApp } from './app';
import type { JobBody } from './calculations';
import { call, type Answer } from './ml';

export const FINE_TUNES = '/api/v1/ml/fine-tunes';

/** A model of our own, whose answers are far from the values of the pairs. */
export const BASE = tinyBase('cgcnn');

/** Forty crystals of two atoms. */
export const PAIRS = trainingPairs((_, energy) => energy - 1.5);

/** One way to tune, in place of five. */
export const QUICK = { layers: 'head', rate: 1e-3 };

type Pair = (typeof PAIRS)[number];

export const lineOf = ({ crystal, value }: Pair): string =>
  JSON.stringify({
    lattice: crystal.lattice,
    species: crystal.species,
    frac: crystal.fracCoords,
    value,
  });

/** JSON lines. */
export const linesOf = (pairs: readonly Pair[]): string => pairs.map(lineOf).join('\n');

export const CONTENT = linesOf(PAIRS);

export const poscarOf = ({ lattice, species, fracCoords }: Pair['crystal']): string =>
  [
    'crystal',
    '1.0',
    ...lattice.map((row) => row.join(' ')),
    species.join(' '),
    '1 1',
    'Direct',
    ...fracCoords.map((row) => row.join(' ')),
  ].join('\n');

/** A table with crystals in its cells. */
export const tableOf = (pairs: readonly Pair[]): string =>
  [
    'id,poscar,formation_energy',
    ...pairs.map(({ label, crystal, value }) => `${label},"${poscarOf(crystal)}",${value}`),
  ].join('\n');

/** Asks for a fine-tune on the forty crystals, in one way and two epochs. */
export const tune = <Body = JobBody>(
  app: TestApp,
  actor: Actor,
  name: string,
  more: Record<string, unknown> = { content: CONTENT },
): Promise<Answer<Body>> =>
  call<Body>(app, actor, 'POST', FINE_TUNES, {
    name,
    base_model: BASE.card.name,
    property: 'formation_energy',
    epochs: 2,
    candidates: [QUICK],
    ...more,
  });
