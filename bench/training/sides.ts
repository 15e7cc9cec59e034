import { parseConfiguration, runTraining } from '@nano-os/models';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { SUBJECTS } from './networks';

export interface Timing {
  readonly network: string;
  /** File with a crystal a line. */
  readonly rows: string;
  readonly batch: number;
  readonly epochs: number;
  readonly threads: number;
}

/** Seconds of each epoch of ours. */
export async function ours({ network, rows, batch, epochs, threads }: Timing): Promise<number[]> {
  const out = mkdtempSync(join(tmpdir(), 'nano-os-bench-training-'));
  const seconds: number[] = [];
  const configuration = parseConfiguration(
    {
      ...SUBJECTS[network],
      name: 'timed',
      version: '1.0.0',
      description: 'Timed.',
      origin: 'own',
      licence: 'none',
      citation: 'none',
      data: { files: [basename(rows)], set: 'timed', functional: 'PBE' },
      validation: { share: 0, seed: 'none', by: 'formula' },
      properties: [
        {
          name: 'formation_energy',
          output: 'value',
          unit: 'eV/atom',
          transform: 'identity',
          weight: 1,
        },
      ],
      loss: { kind: 'huber', delta: 0.1 },
      optimiser: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
      schedule: { kind: 'constant', rate: 1e-3 },
      epochs,
      patience: null,
      batch,
      threads,
      clip: 10,
      seed: 1,
    },
    'timed',
  );
  try {
    await runTraining({
      configuration,
      source: 'bench/training',
      data: dirname(rows),
      out,
      onEvent: (event) => {
        if (event.kind === 'epoch') seconds.push(event.record.seconds);
      },
    });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  return seconds;
}

/** Seconds of each epoch of the authors' code. */
export async function theirs(timing: Timing, python: string): Promise<number[]> {
  const { network, rows, batch, epochs, threads } = timing;
  const words = [network, rows, ...[batch, epochs, threads].map(String)];
  const child = spawn(python, ['bench/peers/training_timings.py', ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let printed = '';
  child.stdout.on('data', (part: Buffer) => (printed += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The authors' ${network} ended with ${String(code)}`);
  return JSON.parse(printed) as number[];
}
