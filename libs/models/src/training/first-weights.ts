import type { Parameter, Parameters } from './parameters';

/**
 * Inputs of the linear layer that each parameter belongs to. A layer on several things side by side
 * is stored in parts, `layer.receiver`, `layer.sender`, `layer.bias` and the like: the sum over its
 * parts, so that they begin as the whole layer would.
 */
export function layerInputs(parameters: Parameters): (parameter: Parameter) => number {
  const inputs = new Map<string, number>();
  for (const { name, shape } of parameters.list) {
    if (shape.length !== 2) continue;
    const layer = layerOf(name);
    inputs.set(layer, (inputs.get(layer) ?? 0) + (shape[0] ?? 0));
  }
  return ({ name, size }) => inputs.get(layerOf(name)) ?? size;
}

/** Of a gated unit, core and gate are two layers and not parts of one. */
const GATED = /\.triple\.(core|gate)$/;

function layerOf(name: string): string {
  return GATED.test(name) ? name : name.replace(/\.[^.]+$/, '');
}
