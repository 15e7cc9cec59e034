/** A stored simulation. */
export interface SimulationRecord {
  readonly id: string;
  readonly structureId: string;
  readonly ownerId: string;
  /** The program, such as VASP. */
  readonly code: string;
  /** The level of theory, such as PBE. */
  readonly method: string;
  /** Property name to value, in the units of the contract. */
  readonly summary: Readonly<Record<string, number>>;
  /** Property name to unit, as the caller stated it. */
  readonly units: Readonly<Record<string, string>> | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** A simulation that is not stored yet. */
export type SimulationDraft = Omit<SimulationRecord, 'id' | 'createdAt'>;
