import type { CrystalOutputs, RawOutputs } from '../network';

/** Takes outputs of one number a crystal apart. */
export function scalarOutputs(outputs: RawOutputs, graphs: readonly unknown[]): CrystalOutputs[] {
  const names = Object.keys(outputs);
  return graphs.map((_, index) =>
    Object.fromEntries(names.map((name) => [name, outputs[name]?.data[index] ?? NaN])),
  );
}
