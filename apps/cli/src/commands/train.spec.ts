import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layRows, tinyTraining } from '../../../../libs/models/test-support/training-rows';
import { createProgram } from '../program';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nano-os-train-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => {
    lines.push(line);
  });
  try {
    await createProgram().parseAsync(words, { from: 'user' });
  } finally {
    log.mockRestore();
  }
  return lines.join('\n');
}

describe('nano-os train and evaluate', () => {
  it('trains what a file says, and measures the errors that the card states', async () => {
    layRows(folder);
    const [configuration, out] = [join(folder, 'tiny.json'), join(folder, 'out')];
    writeFileSync(configuration, JSON.stringify(tinyTraining({ epochs: 2 })));
    const printed = await run('train', configuration, '--data', folder, '--out', out);
    expect(printed).toContain('2/2  loss');
    expect(printed).toMatch(/0\.\d s left/);
    expect(printed).toContain('Finished: ');
    expect(readFileSync(join(out, 'report/report.md'), 'utf8')).toContain('# CGCNN-test');

    const rows = join(folder, 'rows.jsonl');
    const words = ['evaluate', 'CGCNN-test', rows, '--models-dir', out, '--json'];
    const all = JSON.parse(await run(...words)) as { crystals: number };
    expect(all).toMatchObject({ crystals: 40, refused: {} });
    const report = join(folder, 'again');
    const text = await run('evaluate', 'CGCNN-test', rows, '--models-dir', out, '--report', report);
    expect(text).toContain('40 crystals  formation_energy others');
    expect(readFileSync(join(report, 'report.md'), 'utf8')).toContain('| cubic | 40 |');
  });

  it('names the field of a configuration that is wrong', async () => {
    const configuration = join(folder, 'wrong.json');
    writeFileSync(configuration, JSON.stringify({ ...tinyTraining(), epochs: 'many' }));
    await expect(run('train', configuration, '--data', folder, '--out', folder)).rejects.toThrow(
      `${configuration}: epochs: expected a whole number`,
    );
  });
});
