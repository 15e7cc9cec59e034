/** Of Adam and AdamW; the defaults are PyTorch's. */
export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** How much of each weight a step takes off, times the learning rate (AdamW); 0 is Adam. */
  readonly weightDecay: number;
}

export const ADAM: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };

/** What Adam remembers between steps. */
export interface AdamState {
  readonly steps: number;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

/**
 * Adam with decoupled weight decay: Kingma and Ba, arXiv:1412.6980; Loshchilov and Hutter,
 * arXiv:1711.05101.
 */
export class Adam {
  private steps = 0;
  private readonly mean: Float32Array;
  private readonly square: Float32Array;

  /** @param size of the vector of all weights */
  constructor(
    size: number,
    private readonly options: AdamOptions = ADAM,
    state?: AdamState,
  ) {
    this.steps = state?.steps ?? 0;
    this.mean = state?.mean.slice() ?? new Float32Array(size);
    this.square = state?.square.slice() ?? new Float32Array(size);
  }

  get state(): AdamState {
    return { steps: this.steps, mean: this.mean, square: this.square };
  }

  /** Takes one step, in place. */
  step(weights: Float32Array, gradient: Float32Array, rate: number): void {
    const { beta1, beta2, epsilon, weightDecay } = this.options;
    const { mean, square } = this;
    this.steps += 1;
    const size = rate / (1 - beta1 ** this.steps);
    const spread = 1 / Math.sqrt(1 - beta2 ** this.steps);
    const kept = 1 - rate * weightDecay;
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i] ?? 0;
      const m = beta1 * (mean[i] ?? 0) + (1 - beta1) * g;
      const v = beta2 * (square[i] ?? 0) + (1 - beta2) * g * g;
      mean[i] = m;
      square[i] = v;
      weights[i] = (weights[i] ?? 0) * kept - (size * m) / (Math.sqrt(v) * spread + epsilon);
    }
  }
}

/**
 * Shortens a gradient that is longer than `most`, in place.
 * @returns its length before
 */
export function clipGradient(gradient: Float32Array, most: number): number {
  let squares = 0;
  for (const value of gradient) squares += value * value;
  const length = Math.sqrt(squares);
  if (length > most) {
    const factor = most / length;
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] ?? 0) * factor;
  }
  return length;
}
