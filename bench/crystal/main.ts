import { benchCif } from './cif';
import { benchNeighbours } from './neighbours';
import { startPeer } from './peer';

async function main(): Promise<void> {
  const peer = startPeer('crystal_timings.py');
  await benchNeighbours(peer);
  console.log();
  await benchCif(peer);
  await peer.end();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
