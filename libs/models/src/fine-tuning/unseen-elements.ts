import { elementBySymbol, type Element } from '@nano-os/crystal';
import type { ModelCard } from '../cards/card';
import { toFloat32, type StoredTensor } from '../safetensors';

const [FIRST_LANTHANIDE, LAST_LANTHANIDE] = [57, 71];
const [FIRST_ACTINIDE, LAST_ACTINIDE] = [89, 103];

/**
 * The base's weights, where elements that it was not trained on begin as those that are most like
 * them: what a network holds of an element that it never saw is random.
 * @param elements symbols of the crystals that it is to be tuned on
 */
export function startingWeights(
  {
    card,
    tensors,
  }: { readonly card: ModelCard; readonly tensors: ReadonlyMap<string, StoredTensor> },
  elements: Iterable<string>,
): ReadonlyMap<string, StoredTensor> {
  const unseen = [...new Set(elements)].filter((symbol) => !card.elements.includes(symbol));
  const known = card.config.elements;
  const rows = rowsOfElements(tensors);
  if (unseen.length === 0 || rows === null || !Array.isArray(known)) return tensors;
  const symbols = known.map(String);
  const { shape } = rows.tensor;
  const data = Float32Array.from(toFloat32(rows.tensor));
  const width = shape[1] ?? 0;
  const rowOf = (symbol: string): Float32Array => {
    const row = symbols.indexOf(symbol);
    return data.subarray(row * width, (row + 1) * width);
  };
  for (const symbol of unseen.filter((each) => symbols.includes(each))) {
    const like = mostLike(
      symbol,
      commonElements(card).filter((each) => symbols.includes(each)),
    );
    const to = rowOf(symbol);
    if (like.length === 0) continue;
    const from = like.map(rowOf);
    to.forEach((_, i) => {
      to[i] = from.reduce((sum, row) => sum + (row[i] ?? 0), 0) / from.length;
    });
  }
  return new Map([...tensors, [rows.name, { dtype: 'F32', shape, data }]]);
}

/** Elements that were not rare among the crystals that a model was trained on, as far as is known. */
function commonElements({ heldOut, elements }: ModelCard): readonly string[] {
  const domains = Object.values(heldOut).flatMap(({ domain }) => (domain ? [domain.elements] : []));
  return domains[0] ?? elements;
}

/** The first layer behind a table of what is known of elements: of CGCNN and of ALIGNN. */
const LAYERS = ['embedding.weight', 'atom_embedding.weight'];

/** The weights of which each row belongs to one element alone, where a network has such. */
function rowsOfElements(
  tensors: ReadonlyMap<string, StoredTensor>,
): { name: string; tensor: StoredTensor } | null {
  const embedding = tensors.get('embedding');
  if (embedding) return { name: 'embedding', tensor: embedding };
  const table = tensors.get('atom_features');
  const name = LAYERS.find((layer) => tensors.has(layer)) ?? '';
  const layer = tensors.get(name);
  if (!table || !layer) return null;
  const [count = 0, features = 0] = table.shape;
  // Of the features, the first say which element it is.
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (Number(table.data[row * features + column]) !== Number(row === column)) return null;
    }
  }
  return { name, tensor: layer };
}

/**
 * The elements among candidates that are most like one: of the same group and the nearest period, or
 * its neighbours among lanthanides and actinides.
 */
export function mostLike(symbol: string, candidates: readonly string[]): string[] {
  const element = elementBySymbol(symbol);
  if (!element) return [];
  const near = candidates.flatMap((candidate) => {
    const other = elementBySymbol(candidate);
    return other ? [{ candidate, distance: distanceOf(element, other) }] : [];
  });
  const least = Math.min(...near.map(({ distance }) => distance));
  return near.flatMap(({ candidate, distance }) => (distance === least ? [candidate] : []));
}

function distanceOf(one: Element, other: Element): number {
  const rows = [one, other].map(innerRowOf);
  if (rows[0] !== null && rows[0] === rows[1]) return Math.abs(one.number - other.number);
  const periods = Math.abs(one.period - other.period);
  const groups = Math.abs(one.group - other.group);
  const isInner = rows.some((row) => row !== null);
  return groups === 0 && !isInner ? periods : 20 + groups + periods;
}

function innerRowOf({ number }: Element): 'lanthanide' | 'actinide' | null {
  if (number >= FIRST_LANTHANIDE && number <= LAST_LANTHANIDE) return 'lanthanide';
  return number >= FIRST_ACTINIDE && number <= LAST_ACTINIDE ? 'actinide' : null;
}
