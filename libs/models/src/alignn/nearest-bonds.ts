import type { NeighbourList, Structure } from '@nano-os/crystal';
import { at } from '../graphs/at';
import { nearestNeighbours } from '../graphs/nearest-neighbours';
import { refuseTooClose } from '../graphs/refuse-too-close';
import type { AlignnConfig } from './config';
import { translationImages } from './translations';

/** Bonds of a crystal, each in both directions, as parallel arrays. */
export interface NearestBonds {
  /** The atom at which each bond begins; rising. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Å */
  readonly distance: Float64Array;
  /** Three components a bond, Å, from source to target. */
  readonly vector: Float64Array;
  /** Index of the same bond in the other direction. */
  readonly reverse: Int32Array;
  /** How often each bond counts. */
  readonly multiplicity: Int32Array;
}

/** Å; nearer than any two atoms are. */
const NEAREST = 0.15;

/**
 * The bonds of every atom with its nearest neighbours, with all of them that are as far as the last
 * one; a bond belongs to both of its atoms, whichever of them it is near enough for.
 *
 * A bond between images of one atom counts twice: the authors' program, given a crystal's smallest
 * cell, comes upon it from either end. Here this holds in any cell.
 * @throws {CannotPredict} isolated-atom, too-few-neighbours, atoms-too-close
 */
export function nearestBonds(structure: Structure, config: AlignnConfig): NearestBonds {
  const near = nearestNeighbours(structure, config);
  refuseTooClose(structure, near, NEAREST);
  const images = translationImages(structure);
  const { source, target, distance, vector, reverse } = inBothDirections(near, structure.numSites);
  const multiplicity = source.map((site, bond) =>
    images[site] === images[at(target, bond)] ? 2 : 1,
  );
  return { source, target, distance, vector, reverse, multiplicity };
}

/** Adds to the pairs those that only their other atom has among its nearest. */
function inBothDirections(near: NeighbourList, sites: number): Omit<NearestBonds, 'multiplicity'> {
  const pairs = near.source.length;
  const other = otherDirections(near, sites);
  const count = other.length;
  const place = placesBySource(near, other, sites);
  const source = new Int32Array(count);
  const target = new Int32Array(count);
  const reverse = new Int32Array(count);
  const distance = new Float64Array(count);
  const vector = new Float64Array(3 * count);
  for (let bond = 0; bond < count; bond++) {
    const isPair = bond < pairs;
    const pair = isPair ? bond : at(other, bond);
    const to = at(place, bond);
    source[to] = at(isPair ? near.source : near.target, pair);
    target[to] = at(isPair ? near.target : near.source, pair);
    reverse[to] = at(place, at(other, bond));
    distance[to] = at(near.distance, pair);
    for (let axis = 0; axis < 3; axis++) {
      vector[3 * to + axis] = (isPair ? 1 : -1) * at(near.vector, 3 * pair + axis);
    }
  }
  return { source, target, distance, vector, reverse };
}

/**
 * Of each pair, the one in the other direction; those that are not there are numbered after the
 * pairs.
 */
function otherDirections({ source, target, image }: NeighbourList, sites: number): Int32Array {
  const known = Array.from({ length: sites }, () => new Map<number, number>());
  const key = (site: number, pair: number, sign: number): number => {
    const [x, y, z] = [0, 1, 2].map((axis) => sign * at(image, 3 * pair + axis) + CELLS / 2);
    return ((site * CELLS + (x ?? 0)) * CELLS + (y ?? 0)) * CELLS + (z ?? 0);
  };
  source.forEach((site, pair) => known[site]?.set(key(at(target, pair), pair, 1), pair));
  const other: number[] = [];
  let count = source.length;
  for (let pair = 0; pair < source.length; pair++) {
    const found = known[at(target, pair)]?.get(key(at(source, pair), pair, -1)) ?? count++;
    other[pair] = found;
    if (found >= source.length) other[found] = pair;
  }
  return Int32Array.from(other);
}

/** More cells than neighbours within 15 Å can lie in, along each axis. */
const CELLS = 1024;

/** Where each bond comes to lie when they are ordered by the atom at which they begin. */
function placesBySource(
  { source, target }: NeighbourList,
  other: Int32Array,
  sites: number,
): Int32Array {
  const sourceOf = (bond: number): number =>
    bond < source.length ? at(source, bond) : at(target, at(other, bond));
  const next = new Int32Array(sites + 1);
  for (let bond = 0; bond < other.length; bond++) {
    const after = sourceOf(bond) + 1;
    next[after] = at(next, after) + 1;
  }
  for (let site = 1; site < sites; site++) next[site] = at(next, site) + at(next, site - 1);
  return other.map((_, bond) => {
    const site = sourceOf(bond);
    const place = at(next, site);
    next[site] = place + 1;
    return place;
  });
}
