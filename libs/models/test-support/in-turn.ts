import type { Exclusively } from '../src/store/model-installer';

/** One work at a time for each folder, within this process. */
export function inTurn(): Exclusively {
  const last = new Map<string, Promise<unknown>>();
  return (folder, work) => {
    const mine = (last.get(folder) ?? Promise.resolve()).then(work, work);
    last.set(folder, mine);
    return mine;
  };
}
