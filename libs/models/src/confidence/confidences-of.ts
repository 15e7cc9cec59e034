import type { Structure } from '@nano-os/crystal';
import type { ModelCard } from '../cards/card';

export function confidencesOf(
  card: ModelCard,
  structure: Structure,
  values: Readonly<Record<string, number | Float64Array>>,
): Record<string, number> {
  return {};
}
