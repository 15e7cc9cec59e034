import { analyseSymmetryOffThread, CrystalError, type Structure } from '@nano-os/crystal';
import type { SpaceGroup } from '../records/structure-record';

/** Supercells take minutes; who uploads one, and who comes after him, should not wait for that. */
const TIMEOUT_MS = 10_000;

interface Found {
  spaceGroup: SpaceGroup | null;
  /** Why there is none. */
  note?: string;
}

interface Options {
  timeoutMs?: number;
  analyse?: (crystal: Structure) => Promise<SpaceGroup>;
}

/**
 * The space group of a crystal; null with a note where none can be told, or not in time, which is
 * no reason to refuse the crystal.
 * @throws {CrystalError} symmetry-busy when too many analyses wait
 */
export async function findSpaceGroup(
  crystal: Structure,
  { timeoutMs = TIMEOUT_MS, analyse = analyseSymmetryOffThread }: Options = {},
): Promise<Found> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Found>((resolve) => {
    const note = `The space group was not found within ${timeoutMs / 1000} s.`;
    timer = setTimeout(resolve, timeoutMs, { spaceGroup: null, note });
  });
  try {
    return await Promise.race([outcomeOf(analyse(crystal)), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function outcomeOf(analysis: Promise<SpaceGroup>): Promise<Found> {
  try {
    const { number, symbol } = await analysis;
    return { spaceGroup: { number, symbol } };
  } catch (error) {
    if (!(error instanceof CrystalError) || error.code === 'symmetry-busy') throw error;
    return { spaceGroup: null, note: error.message };
  }
}
