import { neighbourList, type Structure } from '@nano-os/crystal';
import type { M3gnetConfig } from '../src/m3gnet';
import { toFloat64, type StoredTensor } from '../src/safetensors';

/**
 * M3GNet as the paper writes it, number by number: triples one after another, Legendre polynomials
 * of the angle between their bonds, spherical Bessel functions by their definition as derivatives,
 * layers on features side by side. It shares nothing with the network but names of weights.
 */
export function naiveM3gnet(
  structure: Structure,
  config: M3gnetConfig,
  tensors: ReadonlyMap<string, StoredTensor>,
): number {
  return new Naive(structure, config, tensors).answer();
}

type Row = readonly number[];

interface Bond {
  readonly source: number;
  readonly target: number;
  readonly vector: Row;
  readonly length: number;
}

/** An element that is there. */
function item<T>(list: ArrayLike<T>, index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`There is no element ${index}`);
  return found;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const silu = (x: number): number => x * sigmoid(x);
const same = (x: number): number => x;
const dot = (a: Row, b: Row): number => a.reduce((sum, value, i) => sum + value * item(b, i), 0);
const plus = (a: Row, b: Row): number[] => a.map((value, i) => value + item(b, i));
const times = (a: Row, b: Row): number[] => a.map((value, i) => value * item(b, i));
const legendre = [() => 1, (x: number) => x, (x: number) => (3 * x * x - 1) / 2] as const;

/** Zeros of spherical Bessel functions from Abramowitz and Stegun, table 10.6. */
const ZEROS = [
  [Math.PI, 2 * Math.PI, 3 * Math.PI],
  [4.493409457909064, 7.725251836937707, 10.904121659428899],
  [5.76345919689455, 9.095011330476355, 12.322940970566582],
] as const;
const bessel = [
  (x: number) => Math.sin(x) / x,
  (x: number) => Math.sin(x) / x ** 2 - Math.cos(x) / x,
  (x: number) => (3 / x ** 3 - 1 / x) * Math.sin(x) - (3 * Math.cos(x)) / x ** 2,
  (x: number) => (15 / x ** 4 - 6 / x ** 2) * Math.sin(x) - (15 / x ** 3 - 1 / x) * Math.cos(x),
] as const;

class Naive {
  private readonly bonds: readonly Bond[];
  private readonly known = new Map<string, readonly number[]>();

  constructor(
    private readonly structure: Structure,
    private readonly config: M3gnetConfig,
    private readonly tensors: ReadonlyMap<string, StoredTensor>,
  ) {
    const list = neighbourList(structure, config.cutoff);
    this.bonds = Array.from(list.source, (source, bond) => ({
      source,
      target: item(list.target, bond),
      vector: [...list.vector.subarray(3 * bond, 3 * bond + 3)],
      length: item(list.distance, bond),
    }));
  }

  answer(): number {
    const { elements, blocks, degrees, radialOrders, radialBasis } = this.config;
    const radial = this.bonds.map(({ length }) =>
      radialBasis === 'smooth'
        ? this.smooth(length).slice(0, radialOrders)
        : this.bessels(length).slice(0, radialOrders * degrees),
    );
    let atoms: Row[] = this.structure.species.map((symbol) =>
      this.row('embedding', elements.indexOf(symbol)),
    );
    let bonds: Row[] = radial.map((row) => this.linear(row, 'bond_embedding').map(silu));
    for (let block = 0; block < blocks; block++) {
      const name = `block.${block}`;
      const lent = atoms.map((atom) => this.linear(atom, `${name}.triple.atom`).map(sigmoid));
      const sums = this.tripleSums(lent);
      bonds = bonds.map((bond, i) => {
        const core = this.product(item(sums, i), `${name}.triple.core`).map(silu);
        const gate = this.product(item(sums, i), `${name}.triple.gate`).map(sigmoid);
        return plus(bond, times(core, gate));
      });
      const message = (which: string): Row[] =>
        this.bonds.map(({ source, target }, i) => {
          const parts = {
            source: item(atoms, source),
            target: item(atoms, target),
            bond: item(bonds, i),
          };
          const gated = times(
            this.branch(parts, `${name}.${which}.core`, silu),
            this.branch(parts, `${name}.${which}.gate`, sigmoid),
          );
          return times(gated, this.product(item(radial, i), `${name}.${which}.radial`));
        });
      const updates = message('bond');
      bonds = bonds.map((bond, i) => plus(bond, item(updates, i)));
      const messages = message('atom');
      atoms = atoms.map((atom, index) =>
        messages
          .filter((_, i) => item(this.bonds, i).target === index)
          .reduce<Row>((sum, one) => plus(sum, one), atom),
      );
    }
    return this.readout(atoms);
  }

  /** For each bond, over the other bonds of its source. */
  private tripleSums(lent: readonly Row[]): Row[] {
    const { degrees, radialOrders, radialBasis, tripleOrder } = this.config;
    return this.bonds.map((own) => {
      const sums = new Array<number>(degrees * radialOrders).fill(0);
      for (const other of this.bonds) {
        if (other === own || other.source !== own.source) continue;
        const cosine = dot(own.vector, other.vector) / (own.length * other.length);
        const from = tripleOrder === 'other' ? other : own;
        const weight = this.envelope(own.length) * this.envelope(other.length);
        const functions =
          radialBasis === 'smooth' ? this.smooth(from.length) : this.bessels(from.length);
        sums.forEach((_, index) => {
          const degree = Math.floor(index / radialOrders);
          const zonal =
            Math.sqrt((2 * degree + 1) / (4 * Math.PI)) * item(legendre, degree)(cosine);
          const term = item(functions, index) * zonal * item(item(lent, from.target), index);
          sums[index] = item(sums, index) + term * weight;
        });
      }
      return sums;
    });
  }

  private envelope(length: number): number {
    const x = length / this.config.threeBodyCutoff;
    return x > 1 ? 0 : 1 - 10 * x ** 3 + 15 * x ** 4 - 6 * x ** 5;
  }

  private bessels(length: number): number[] {
    const { cutoff, degrees, radialOrders } = this.config;
    return ZEROS.slice(0, degrees).flatMap((zeros, degree) =>
      zeros.slice(0, radialOrders).map((zero) => {
        const norm = Math.sqrt(2 / cutoff ** 3) / Math.abs(item(bessel, degree + 1)(zero));
        return norm * item(bessel, degree)((zero * length) / cutoff);
      }),
    );
  }

  private smooth(length: number): number[] {
    const { cutoff, degrees, radialOrders } = this.config;
    const sinc = (k: number): number =>
      Math.sin((k * Math.PI * length) / cutoff) / ((k * Math.PI * length) / cutoff);
    const g: number[] = [];
    let d = 1;
    for (let n = 0; n < degrees * radialOrders; n++) {
      const f =
        ((-1) ** n * ((Math.SQRT2 * Math.PI) / cutoff ** 1.5) * (n + 1) * (n + 2)) /
        Math.sqrt((n + 1) ** 2 + (n + 2) ** 2);
      const own = f * (sinc(n + 1) + sinc(n + 2));
      const e = (n ** 2 * (n + 2) ** 2) / (4 * (n + 1) ** 4 + 1);
      const before = d;
      d = 1 - e / before;
      g.push(n === 0 ? own : (own + Math.sqrt(e / before) * item(g, n - 1)) / Math.sqrt(d));
    }
    return g;
  }

  private readout(atoms: readonly Row[]): number {
    const { readout, elements, scale } = this.config;
    if (readout === 'energy') {
      return this.structure.species.reduce((sum, symbol, atom) => {
        const [core = NaN] = this.layers(item(atoms, atom), 'readout.core', 4, silu, same);
        const [gate = NaN] = this.layers(item(atoms, atom), 'readout.gate', 4, silu, sigmoid);
        const [reference = NaN] = this.row('element_references', elements.indexOf(symbol));
        return sum + scale * core * gate + reference;
      }, 0);
    }
    const crystal = readout === 'set2set' ? this.set2set(atoms) : this.weighted(atoms);
    return scale * item(this.layers(crystal, 'output', 3, silu, same), 0);
  }

  private weighted(atoms: readonly Row[]): Row {
    return atoms
      .map((atom) => {
        const weight = sigmoid(item(this.linear(atom, 'readout.weight'), 0));
        return this.layers(atom, 'readout.features', 2, silu, silu).map((x) => weight * x);
      })
      .reduce(plus);
  }

  private set2set(atoms: readonly Row[]): Row {
    const { atomSize: size, set2set } = this.config;
    const nothing = new Array<number>(size).fill(0);
    const hidden: Row[] = new Array<Row>(set2set.layers).fill(nothing);
    const cell: Row[] = new Array<Row>(set2set.layers).fill(nothing);
    let answer: Row = [...nothing, ...nothing];
    for (let step = 0; step < set2set.steps; step++) {
      let x = answer;
      for (let layer = 0; layer < set2set.layers; layer++) {
        const name = `readout.${layer}`;
        const gates = plus(
          plus(
            this.product(x, `${name}.input`),
            this.product(item(hidden, layer), `${name}.hidden`),
          ),
          this.values(`${name}.bias`),
        );
        const gate = (index: number): Row => gates.slice(index * size, (index + 1) * size);
        cell[layer] = plus(
          times(gate(1).map(sigmoid), item(cell, layer)),
          times(gate(0).map(sigmoid), gate(2).map(Math.tanh)),
        );
        hidden[layer] = times(gate(3).map(sigmoid), item(cell, layer).map(Math.tanh));
        x = item(hidden, layer);
      }
      const weights = atoms.map((atom) => Math.exp(dot(atom, x)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const mean = atoms
        .map((atom, i) => atom.map((v) => (v * item(weights, i)) / total))
        .reduce(plus);
      answer = [...x, ...mean];
    }
    return answer;
  }

  private branch(
    parts: Readonly<Record<'source' | 'target' | 'bond', Row>>,
    name: string,
    last: (x: number) => number,
  ): number[] {
    const side = [...parts.source, ...parts.target, ...parts.bond];
    const first = ['source', 'target', 'bond'].flatMap((part) => this.values(`${name}.0.${part}`));
    const bias = this.values(`${name}.0.bias`);
    const out = bias.map((value, column) =>
      side.reduce((sum, x, row) => sum + x * item(first, row * bias.length + column), value),
    );
    return this.layers(out.map(silu), name, 2, silu, last, 1);
  }

  private layers(
    x: Row,
    name: string,
    count: number,
    activate: (x: number) => number,
    last: (x: number) => number,
    first = 0,
  ): number[] {
    let row = [...x];
    for (let layer = 0; layer < count; layer++) {
      const out = this.linear(row, `${name}.${first + layer}`);
      row = out.map(layer === count - 1 ? last : activate);
    }
    return row;
  }

  private linear(x: Row, name: string): number[] {
    return plus(this.product(x, `${name}.weight`), this.values(`${name}.bias`));
  }

  private product(x: Row, name: string): number[] {
    const columns = this.columns(name);
    const weights = this.values(name);
    return Array.from({ length: columns }, (_, column) =>
      x.reduce((sum, value, row) => sum + value * item(weights, row * columns + column), 0),
    );
  }

  private row(name: string, index: number): number[] {
    const columns = this.columns(name);
    return this.values(name).slice(index * columns, (index + 1) * columns);
  }

  private columns(name: string): number {
    return item(this.tensor(name).shape, 1);
  }

  private values(name: string): readonly number[] {
    const known = this.known.get(name);
    if (known) return known;
    const values = [...toFloat64(this.tensor(name))];
    this.known.set(name, values);
    return values;
  }

  private tensor(name: string): StoredTensor {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new RangeError(`There is no weight ${name}`);
    return tensor;
  }
}
