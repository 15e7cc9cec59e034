import { operationsOfHall } from './hall';
import type { Operation } from './operation';
import { SETTINGS_BY_GROUP } from './settings';
import type { Setting } from './setting';
import { normalName, otherSpellings, splitChoice } from './names';

/** What a file says about its symmetry without listing the operations. */
export interface SymmetryHints {
  hall?: string;
  hermannMauguin?: string;
  number?: number;
  /** Metric tensor of the cell, row by row, Å²: tells rhombohedral axes from hexagonal, and unique axes. */
  metric?: readonly number[];
}

export interface FoundSymmetry {
  operations: Operation[];
  /** What the operations were taken from, for a note. */
  source: string;
  /** Operations about the other origin, where the file does not tell which of two it means. */
  otherOrigin?: Operation[];
}

/** All settings, in the order of Hall numbers. */
export const SETTINGS: readonly Setting[] = SETTINGS_BY_GROUP.trim()
  .split('\n')
  .flatMap((group, index) =>
    group.split('; ').map((entry) => {
      const [choice = '', hall = '', ...names] = entry.split('|');
      return { number: index + 1, choice, hall, names };
    }),
  );

/** How far operations may strain a cell that they should keep, relative to its size. */
const STRAIN = 0.02;

let named: Map<string, Setting[]> | undefined;

function settingsByName(): Map<string, Setting[]> {
  if (named !== undefined) return named;
  named = new Map();
  // Names of a setting's own before names that all settings of a group share, before old spellings.
  for (const spell of [ownNames, (setting: Setting) => setting.names, otherSpellings]) {
    for (const setting of SETTINGS) {
      for (const name of spell(setting)) {
        const key = normalName(name);
        const list = named.get(key);
        if (list === undefined) named.set(key, [setting]);
        else if (!list.includes(setting)) list.push(setting);
      }
    }
  }
  return named;
}

/** What tells a setting from the others of its group: P 1 2/n 1 (not P 2/c), P b a b. */
export function ownNames({ number, names }: Setting): string[] {
  return number >= 3 && number <= 15 ? names.slice(-1) : names.slice(0, 1);
}

/**
 * The operations that a file's Hall symbol, else its Hermann-Mauguin symbol, else its number stand for. Of several
 * settings the first of International Tables that keeps the cell is taken, hence the first origin and, in a cell
 * of that shape, rhombohedral axes.
 *
 * @returns undefined when nothing of it names a space group
 */
export function findSymmetry(hints: SymmetryHints): FoundSymmetry | undefined {
  const { hall, hermannMauguin, number, metric } = hints;
  const byHall = hall === undefined ? undefined : operationsOfHall(hall);
  if (byHall !== undefined) {
    return { operations: byHall, source: `the Hall symbol ${hall ?? ''}` };
  }
  const byName = hermannMauguin === undefined ? undefined : ofName(hermannMauguin, metric);
  if (byName !== undefined) return byName;
  const group = SETTINGS.filter((setting) => setting.number === number);
  return choose(group, metric, `the space group number ${number ?? ''}`);
}

function ofName(symbol: string, metric: readonly number[] | undefined): FoundSymmetry | undefined {
  if (symbol.length > 80) return undefined;
  const { name, choice } = splitChoice(symbol);
  const key = normalName(name);
  const source = `the Hermann-Mauguin symbol ${symbol.trim()}`;
  const centred = /^([abcif])(-?1)$/.exec(key);
  if (centred !== null) {
    // Triclinic groups in centred cells, which no table lists.
    const hall = `${centred[2] === '-1' ? '-' : ''}${centred[1] ?? ''} 1`;
    const operations = operationsOfHall(hall);
    return operations && { operations, source };
  }
  const settings = settingsByName().get(key);
  if (settings === undefined) return undefined;
  const chosen = settings.filter((setting) => isChosen(setting, choice));
  return choose(chosen.length > 0 ? chosen : settings, metric, source);
}

/** Whether a setting is of the origin, axes or cell that a file names: `2` is one of 2, 2cab, 2bca. */
function isChosen(setting: Setting, choice: string): boolean {
  if (choice === '') return false;
  return /^[12]$/.test(choice)
    ? setting.choice.startsWith(choice)
    : setting.choice.toLowerCase() === choice.toLowerCase();
}

function choose(
  settings: readonly Setting[],
  metric: readonly number[] | undefined,
  source: string,
): FoundSymmetry | undefined {
  const candidates = settings.flatMap((setting) => {
    const operations = operationsOfHall(setting.hall);
    return operations === undefined ? [] : [{ setting, operations }];
  });
  const fitting = candidates.filter(
    ({ operations }) => metric === undefined || keepsMetric(operations, metric),
  );
  const rhombohedral = metric && fitting.find(({ setting }) => setting.choice === 'R');
  const best = rhombohedral ?? fitting[0] ?? candidates[0];
  if (best === undefined) return undefined;
  const { number, choice } = best.setting;
  const swapped = choice.replace(/^[12]/, (origin) => (origin === '1' ? '2' : '1'));
  const other =
    swapped === choice
      ? undefined
      : fitting.find(({ setting }) => setting.number === number && setting.choice === swapped);
  return { operations: best.operations, source, otherOrigin: other?.operations };
}

/** Whether the rotations carry the cell into itself: Rᵀ G R = G. */
export function keepsMetric(operations: readonly Operation[], metric: readonly number[]): boolean {
  const [xx = 1, , , , yy = 1, , , , zz = 1] = metric;
  const lengths = [Math.sqrt(xx), Math.sqrt(yy), Math.sqrt(zz)];
  return operations.every(({ rotation }) => {
    for (let i = 0; i < 3; i++) {
      for (let j = i; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) {
          for (let l = 0; l < 3; l++) {
            sum +=
              (rotation[3 * k + i] ?? 0) * (metric[3 * k + l] ?? 0) * (rotation[3 * l + j] ?? 0);
          }
        }
        const scale = (lengths[i] ?? 1) * (lengths[j] ?? 1);
        if (!(Math.abs(sum - (metric[3 * i + j] ?? 0)) <= STRAIN * scale)) return false;
      }
    }
    return true;
  });
}
