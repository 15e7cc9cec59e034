import { parentPort } from 'node:worker_threads';

/** Echoes what it is told, unless that is to end, to keep silent, or to take memory without end. */
parentPort?.on('message', (told: string) => {
  if (told === 'end') process.exit();
  const hoard: number[][] = [];
  while (told === 'hoard') hoard.push(new Array<number>(10_000).fill(hoard.length));
  if (told !== 'keep silent') parentPort?.postMessage(told);
});
