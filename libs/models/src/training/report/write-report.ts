import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochRecord } from '../run/curve';
import { errorsByElement, errorsBySource, errorsBySystem, type GroupError } from './groups';
import type { JudgedProperty } from './judged';
import { learningCurve } from './learning-curve';
import { parityPlot } from './parity-plot';

export interface ReportContent {
  /** Of the model. */
  readonly name: string;
  readonly description: string;
  /** Empty when only an evaluation is told. */
  readonly curve: readonly EpochRecord[];
  readonly properties: readonly JudgedProperty[];
}

/**
 * Writes `report.md` with its drawings into a folder: errors by set, element and crystal system,
 * the parity plot of each property and the learning curve.
 */
export async function writeReport(
  folder: string,
  { name, description, curve, properties }: ReportContent,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const parts = [`# ${name}\n\n${description}\n`];
  for (const property of properties) {
    const { name: of, unit, judged } = property;
    parts.push(`## ${of}\n`, table('set', unit, errorsBySource(judged)));
    const parity = `${of}-parity.svg`;
    await writeFile(join(folder, parity), `${parityPlot(name, property)}\n`);
    parts.push(`![Predicted ${of} over that by DFT](${parity})\n`);
    if (curve.length > 0) {
      const drawn = `${of}-curve.svg`;
      await writeFile(join(folder, drawn), `${learningCurve(name, curve, of, unit)}\n`);
      parts.push(`![Errors of ${of} by epoch](${drawn})\n`);
    }
    parts.push(table('crystal system', unit, errorsBySystem(judged)));
    parts.push(table('element', unit, errorsByElement(judged)));
  }
  await writeFile(join(folder, 'report.md'), parts.join('\n'));
}

function table(of: string, unit: string, groups: readonly GroupError[]): string {
  const rows = groups.map(({ group, n, mae }) => `| ${group} | ${n} | ${mae.toFixed(4)} |`);
  return [
    `| ${of} | values | mean absolute error, ${unit} |`,
    '| --- | ---: | ---: |',
    ...rows,
    '',
  ].join('\n');
}
