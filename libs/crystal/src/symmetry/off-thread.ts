import { Worker } from 'node:worker_threads';
import { CrystalError } from '../errors';
import type { Structure } from '../structure';
import { cellJson, MOYO_SCRIPT, MOYO_WASM, SETTING, type MoyoDataset } from './moyo';
import {
  analyseSymmetry,
  DEFAULT_SYMPREC,
  plainCell,
  symmetryError,
  symmetryOf,
  type Symmetry,
  type SymmetryOptions,
} from './symmetry';

/** Up to so many sites the analysis is shorter than handing it over. */
const INLINE_SITES = 24;
/** Beyond this the analysis takes minutes; one asks for the symmetry of a supercell by mistake. */
const MOST_SITES = 1000;
/** One analysis may take so long before it is given up. */
const TIMEOUT_MS = 20_000;
/** Analyses that may wait; more are refused instead of piling up. */
const MOST_WAITING = 256;

// Plain JavaScript in a string: it runs the same from sources and from the compiled tree.
const WORKER_SOURCE = `
const { parentPort, workerData } = require('node:worker_threads');
const { readFileSync } = require('node:fs');
const moyo = require(workerData.script);
moyo.initSync({ module: readFileSync(workerData.wasm) });
parentPort.on('message', ({ cell, symprec }) => {
  try {
    parentPort.postMessage({ dataset: moyo.analyze_cell(cell, symprec, workerData.setting) });
  } catch (error) {
    parentPort.postMessage({ reason: String(error) });
  }
});
`;

interface Job {
  cell: string;
  symprec: number;
  resolve: (dataset: MoyoDataset) => void;
  reject: (error: CrystalError) => void;
}

type Reply = { dataset: MoyoDataset } | { reason: string };

/** One worker thread that is started when first needed and keeps no process alive by itself. */
class SymmetryThread {
  private readonly waiting: Job[] = [];
  private current: Job | undefined;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;

  run(cell: string, symprec: number): Promise<MoyoDataset> {
    if (this.waiting.length >= MOST_WAITING) {
      throw new CrystalError('symmetry-busy', 'Too many symmetry analyses wait; try again later.');
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ cell, symprec, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.current) return;
    this.current = this.waiting.shift();
    if (!this.current) {
      this.worker?.unref();
      return;
    }
    this.worker ??= this.start();
    this.worker.ref();
    this.worker.postMessage({ cell: this.current.cell, symprec: this.current.symprec });
    this.timer = setTimeout(() => {
      this.fail(`it took longer than ${TIMEOUT_MS / 1000} s`);
    }, TIMEOUT_MS);
  }

  private start(): Worker {
    const worker = new Worker(WORKER_SOURCE, {
      eval: true,
      workerData: { script: MOYO_SCRIPT, wasm: MOYO_WASM, setting: SETTING },
    });
    worker.on('message', (reply: Reply) => {
      const job = this.finish();
      if ('dataset' in reply) job?.resolve(reply.dataset);
      else job?.reject(symmetryError(reply.reason));
      this.next();
    });
    worker.on('error', (error) => {
      if (this.worker === worker) this.fail(String(error));
    });
    worker.on('exit', () => {
      if (this.worker === worker) this.fail('its thread ended');
    });
    return worker;
  }

  private finish(): Job | undefined {
    clearTimeout(this.timer);
    const job = this.current;
    this.current = undefined;
    return job;
  }

  /** The thread cannot be trusted any more: the next job has a new one. */
  private fail(reason: string): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
    this.finish()?.reject(symmetryError(reason));
    this.next();
  }
}

const thread = new SymmetryThread();

/**
 * As `analyseSymmetry`, with larger cells in a worker thread, so that a server's event loop is free.
 * @throws {CrystalError} too-many-sites above 1,000 sites, symmetry-busy, symmetry-not-found
 */
export async function analyseSymmetryOffThread(
  structure: Structure,
  options: SymmetryOptions = {},
): Promise<Symmetry> {
  if (structure.numSites > MOST_SITES) {
    throw new CrystalError(
      'too-many-sites',
      `Symmetry is analysed up to ${MOST_SITES} sites; this cell has ${structure.numSites}.`,
    );
  }
  if (structure.numSites <= INLINE_SITES) return analyseSymmetry(structure, options);
  const { symprec = DEFAULT_SYMPREC } = options;
  return symmetryOf(await thread.run(cellJson(plainCell(structure)), symprec));
}
