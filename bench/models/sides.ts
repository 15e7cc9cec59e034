import { importTree, ModelInstaller, type StoredModel } from '@nano-os/models';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, type JsonLines } from '../json-lines';
import { SEEDED_ALIGNN } from './subjects';

const PEERS = join(__dirname, '../../../bench/peers');

/** Where both sides find the same published weights. */
export interface Weights {
  /** The folder that `NANO_OS_SHARED` names. */
  readonly shared: string;
  /** The same models, imported. */
  readonly models: string;
}

/** Imports the published weights into a folder of its own while `work` is under way. */
export async function withWeights<T>(
  shared: string,
  work: (weights: Weights) => Promise<T>,
): Promise<T> {
  const models = mkdtempSync(join(tmpdir(), 'nano-os-bench-models-'));
  try {
    const installer = new ModelInstaller(models, (_folder, alone) => alone());
    const options = {
      admit: (model: StoredModel) => installer.install(model),
      onOutcome: () => undefined,
    };
    await importTree(join(shared, 'weights'), options);
    const seeded = join(models, '.seeded');
    mkdirSync(seeded);
    writeSeeded(join(seeded, `${SEEDED_ALIGNN}.zip`));
    await importTree(seeded, options);
    return await work({ shared, models });
  } finally {
    rmSync(models, { recursive: true, force: true });
  }
}

/** `PEERS_PYTHON` names a Python with bench/peers/requirements-torch.txt. */
const python = (): string => process.env.PEERS_PYTHON ?? join(PEERS, '.venv-torch/bin/python');

/** The network of which there are no published weights here, as its authors' program keeps it. */
function writeSeeded(path: string): void {
  const script = join(PEERS, 'alignn_checkpoints.py');
  const { status, stderr } = spawnSync(python(), [script, path, 'published']);
  if (status !== 0) throw new Error(`${script} failed: ${stderr.toString()}`);
}

/** NANO-OS in a process of its own. */
export function startOurs(model: string, { models }: Weights, threads: number): JsonLines {
  return startProgram(process.execPath, [
    join(__dirname, 'ours.js'),
    model,
    models,
    String(threads),
  ]);
}

/** The authors' code. `CGCNN_CODE` names a checkout of CGCNN. */
export function startTheirs(
  model: string,
  { shared }: Weights,
  threads: number,
  fidelities = 1,
): JsonLines {
  // A current NumPy is faster without the kernels that an older one may need.
  const env = { ...process.env, OPENBLAS_CORETYPE: undefined, OPENBLAS_L2_SIZE: undefined };
  const script = join(PEERS, 'model_timings.py');
  const args = [script, model, shared, String(threads), String(fidelities)];
  return startProgram(python(), args, env);
}
