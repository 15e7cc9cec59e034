import { LRUCache } from 'lru-cache';
import type { Prediction } from './prediction';

/** What a flight brings: the stored row (`cached: true`), and whether this very flight made it. */
export interface Landed {
  readonly prediction: Prediction;
  readonly isNew: boolean;
}

/** One way from request to row that equal requests share. */
export interface Flight {
  readonly structureId: string;
  readonly modelKey: string;
  readonly contentHash: string;
  readonly landing: Promise<Landed>;
  /** False once something was deleted that the flight may already have read. */
  current: boolean;
}

interface Kept {
  contentHash: string;
  prediction: Prediction;
}

/** Rows of forces or stresses that take as much memory as a prediction without any. */
const ROWS_AN_ENTRY = 16;

/** How many ordinary predictions take as much memory as this one. */
function weightOf({ prediction }: Kept): number {
  const values = Object.values(prediction.properties);
  const rows = values.reduce(
    (sum: number, value) => sum + (Array.isArray(value) ? value.length : 0),
    0,
  );
  return 1 + Math.floor(rows / ROWS_AN_ENTRY);
}

/** What the tier needs to know of the database's change feed. */
export interface Feed {
  readonly isLive: boolean;
}

/**
 * The first tier before the table: predictions in memory, and the flights that are under way. It
 * holds nothing that is gone: whatever deletes a row or a structure calls `forget`, and while the
 * change feed cannot tell of deletions in other processes nothing is kept or answered.
 */
export class PredictionTier {
  private readonly kept: LRUCache<string, Kept> | null;
  private readonly airborne = new Set<Flight>();
  private readonly joinable = new Map<string, Flight>();
  /** Models seen so far: with them the keys of a structure can be listed. */
  private readonly modelKeys = new Set<string>();

  /** @param entries how many ordinary predictions are kept at most; none for 0 */
  constructor(
    private readonly feed: Feed,
    entries: number,
  ) {
    this.kept =
      entries > 0
        ? new LRUCache({ max: entries, maxSize: entries, sizeCalculation: weightOf })
        : null;
  }

  get(structureId: string, modelKey: string, contentHash: string): Prediction | undefined {
    if (!this.feed.isLive) return undefined;
    const entry = this.kept?.get(structureId + modelKey);
    return entry?.contentHash === contentHash ? entry.prediction : undefined;
  }

  /** A flight that answers the same question and has read nothing that is gone since. */
  flightOf(structureId: string, modelKey: string, contentHash: string): Flight | undefined {
    const flight = this.joinable.get(structureId + modelKey);
    return flight?.contentHash === contentHash ? flight : undefined;
  }

  /** A flight begins, until {@link land}; equal requests may share it when it is joinable. */
  launch(flight: Flight, isJoinable: boolean): void {
    this.modelKeys.add(flight.modelKey);
    this.airborne.add(flight);
    if (!this.feed.isLive) flight.current = false;
    if (isJoinable) this.joinable.set(flight.structureId + flight.modelKey, flight);
  }

  /** The flight has ended; what it brought is kept unless that may be gone by now. */
  land(flight: Flight, prediction?: Prediction): void {
    const key = flight.structureId + flight.modelKey;
    this.airborne.delete(flight);
    if (this.joinable.get(key) === flight) this.joinable.delete(key);
    if (!prediction || !flight.current || !this.feed.isLive || !this.kept) return;
    const known = this.kept.get(key);
    const isOlder =
      known?.contentHash === flight.contentHash &&
      known.prediction.created_at > prediction.created_at;
    if (!isOlder) this.kept.set(key, { contentHash: flight.contentHash, prediction });
  }

  /** These structures, or predictions of them, are gone. */
  forget(structureIds: Iterable<string>): void {
    const gone = new Set(structureIds);
    for (const structureId of gone) {
      for (const modelKey of this.modelKeys) this.kept?.delete(structureId + modelKey);
    }
    for (const flight of this.airborne) {
      if (gone.has(flight.structureId)) this.outdate(flight);
    }
  }

  /** Anything may have gone unheard. */
  clear(): void {
    this.kept?.clear();
    for (const flight of this.airborne) this.outdate(flight);
  }

  private outdate(flight: Flight): void {
    flight.current = false;
    const key = flight.structureId + flight.modelKey;
    if (this.joinable.get(key) === flight) this.joinable.delete(key);
  }
}
