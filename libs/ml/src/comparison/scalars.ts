/** Other names under which simulations file a property, the first one found counts. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  bandgap: ['band_gap', 'gap'],
  formation_energy: ['energy', 'formation_e'],
  stability_score: ['stability'],
};

/** The moduli are compared one by one. */
const FLATTENED = 'elastic_moduli';

export type Scalars = ReadonlyMap<string, number>;

function* finiteNumbers(values: object): Generator<[string, number]> {
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    if (typeof value === 'number' && Number.isFinite(value)) yield [name, value];
  }
}

/** The finite numbers among `values` by name, the moduli beside the others. */
export function scalarsOf(values: Readonly<Record<string, unknown>>): Scalars {
  const scalars = new Map(finiteNumbers(values));
  const moduli = values[FLATTENED];
  if (typeof moduli === 'object' && moduli !== null) {
    for (const [name, value] of finiteNumbers(moduli)) scalars.set(name, value);
  }
  return scalars;
}

/**
 * Gives simulated values the names that predictions use. A name that the prediction itself has
 * stays as it is, and a property's own name goes before its aliases.
 */
export function withPredictedNames(simulated: Scalars, predicted: Scalars): Scalars {
  const renamed = new Map(simulated);
  for (const [property, aliases] of Object.entries(ALIASES)) {
    for (const alias of aliases) {
      const value = renamed.get(alias);
      if (value === undefined || predicted.has(alias)) continue;
      renamed.delete(alias);
      if (!renamed.has(property)) renamed.set(property, value);
    }
  }
  return renamed;
}
