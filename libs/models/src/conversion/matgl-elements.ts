import { elementByNumber } from '@nano-os/crystal';

/** Radioactive elements that few crystals have. */
const LEFT_OUT = new Set(['Po', 'At', 'Rn', 'Fr', 'Ra']);
const LAST = 94;

/** The elements of matgl's embeddings where a model names none: up to plutonium, 89 in all. */
export const MATGL_ELEMENTS: readonly string[] = Array.from(
  { length: LAST },
  (_, index) => elementByNumber(index + 1)?.symbol ?? '',
).filter((symbol) => !LEFT_OUT.has(symbol));
