import { Lattice, neighbourList, Structure, type Vector3 } from '@nano-os/crystal';
import type { JsonLines } from '../json-lines';
import { timed } from './peer';

const CUTOFF = 8;
const ROUNDS = 9;

/** Rock salt (a = 5.64 Å) of about so many atoms, in a cell of n × m × k conventional cells. */
function rockSalt(n: number, m: number, k: number): Structure {
  const frac: Vector3[] = [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
    [0.5, 0.5, 0.5],
    [0.5, 0, 0],
    [0, 0.5, 0],
    [0, 0, 0.5],
  ];
  const species = ['Na', 'Na', 'Na', 'Na', 'Cl', 'Cl', 'Cl', 'Cl'];
  const lattice = Lattice.fromParameters(5.64, 5.64, 5.64, 90, 90, 90);
  return new Structure(lattice, species, frac).supercell([n, m, k]);
}

function primitive(): Structure {
  const half = 2.82;
  const rows = [
    [0, half, half],
    [half, 0, half],
    [half, half, 0],
  ] as const;
  return new Structure(
    Lattice.fromRows(rows),
    ['Na', 'Cl'],
    [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
  );
}

const micros = (seconds: number): string => (seconds * 1e6).toFixed(0);

/** Neighbours within 8 Å, against pymatgen's compiled routine in the same run. */
export async function benchNeighbours(peer: JsonLines): Promise<void> {
  console.log('| atoms | pairs | NANO-OS, µs | pymatgen, µs | times as fast |');
  console.log('|---|---|---|---|---|');
  const cells = [
    primitive(),
    ...[
      [1, 1, 1],
      [2, 1, 1],
      [2, 2, 1],
      [2, 2, 2],
      [3, 3, 3],
      [3, 3, 2],
      [4, 3, 2],
    ].map(([n = 1, m = 1, k = 1]) => rockSalt(n, m, k)),
  ].sort((p, q) => p.numSites - q.numSites);
  for (const structure of cells) {
    const ours = timed(() => neighbourList(structure, CUTOFF), 5 * ROUNDS);
    const { seconds, pairs } = await peer.ask<{ seconds: number; pairs: number }>({
      neighbours: {
        lattice: structure.lattice.rows,
        species: structure.species,
        frac: structure.fracCoords,
      },
      cutoff: CUTOFF,
      rounds: ROUNDS,
    });
    console.log(
      `| ${structure.numSites} | ${pairs} | ${micros(ours)} | ${micros(seconds)} | ${(seconds / ours).toFixed(1)} |`,
    );
  }
  console.log('\n| atoms | NANO-OS, ms | µs an atom |\n|---|---|---|');
  for (const [n, m, k] of [
    [5, 5, 5],
    [8, 8, 4],
    [8, 8, 8],
    [11, 11, 11],
  ] as const) {
    const structure = rockSalt(n, m, k);
    const seconds = timed(() => neighbourList(structure, CUTOFF), 5);
    const each = (seconds * 1e6) / structure.numSites;
    console.log(`| ${structure.numSites} | ${(seconds * 1e3).toFixed(1)} | ${each.toFixed(1)} |`);
  }
}
