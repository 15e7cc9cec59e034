/** Pairs of sites within a cutoff, as parallel arrays; pair `p` goes from `source[p]` to an image of `target[p]`. */
export interface NeighbourList {
  /** Index of the site at which the pair begins. */
  source: Int32Array;
  /** Index of the site at which it ends. */
  target: Int32Array;
  /** Three integers a pair: which cell the end lies in, relative to the coordinates as given. */
  image: Int32Array;
  /** Å. */
  distance: Float64Array;
  /** Three components a pair, Å: from the source to the image of the target. */
  vector: Float64Array;
}

function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** Parallel arrays that grow by doubling; searches write into them directly, without an object a pair. */
export class PairBuffer implements NeighbourList {
  /** Pairs written so far. */
  size = 0;
  source: Int32Array;
  target: Int32Array;
  image: Int32Array;
  distance: Float64Array;
  vector: Float64Array;

  constructor(private capacity: number) {
    this.source = new Int32Array(capacity);
    this.target = new Int32Array(capacity);
    this.image = new Int32Array(3 * capacity);
    this.distance = new Float64Array(capacity);
    this.vector = new Float64Array(3 * capacity);
  }

  /** Makes room for `more` pairs; arrays taken from the buffer before are stale when this is true. */
  reserve(more: number): boolean {
    const needed = this.size + more;
    if (needed <= this.capacity) return false;
    this.capacity = Math.max(needed, 2 * this.capacity);
    this.source = grown(this.source, new Int32Array(this.capacity));
    this.target = grown(this.target, new Int32Array(this.capacity));
    this.image = grown(this.image, new Int32Array(3 * this.capacity));
    this.distance = grown(this.distance, new Float64Array(this.capacity));
    this.vector = grown(this.vector, new Float64Array(3 * this.capacity));
    return true;
  }

  /** The pairs so far, without the spare room. */
  finish(): NeighbourList {
    const { size } = this;
    return {
      source: this.source.slice(0, size),
      target: this.target.slice(0, size),
      image: this.image.slice(0, 3 * size),
      distance: this.distance.slice(0, size),
      vector: this.vector.slice(0, 3 * size),
    };
  }
}
