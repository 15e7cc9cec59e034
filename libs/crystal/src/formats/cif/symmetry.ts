import type { Lattice } from '../../lattice';
import { dot } from '../../vectors';
import { StructureFormatError } from '../errors';
import { findSymmetry } from '../symmetry/lookup';
import {
  IDENTITY,
  multiply,
  operationKey,
  parseOperation,
  type Operation,
} from '../symmetry/operation';
import { quote } from '../text';
import type { CifBlock, CifValue } from './block';
import { cifNumber } from './cell';

/** No space group has more operations in its conventional cell. */
const MOST_OPERATIONS = 192;
/** Lists may repeat themselves, within reason. */
const MOST_LISTED = 10 * MOST_OPERATIONS;

const OPERATIONS = [
  '_space_group_symop_operation_xyz',
  '_symmetry_equiv_pos_as_xyz',
  '_space_group_symop_operation_xyz_',
  '_symmetry_equiv_pos_as_xyz_',
];

const MAGNETIC = '_space_group_symop_magn_operation_xyz';
const MAGNETIC_CENTRINGS = '_space_group_symop_magn_centering_xyz';

const HALL = ['_space_group_name_hall', '_symmetry_space_group_name_hall'];

const HERMANN_MAUGUIN = [
  '_space_group_name_h-m_alt',
  '_symmetry_space_group_name_h-m',
  '_space_group_name_h-m_full',
  '_symmetry_space_group_name_h-m_full',
  '_space_group_name_h-m_ref',
  '_space_group_name_h-m',
  '_symmetry_space_group_name_h_m',
];

const NUMBER = [
  '_space_group_it_number',
  '_symmetry_int_tables_number',
  '_space_group_it_number_',
  '_symmetry_int_tables_number_',
];

/** The symmetry of a block. */
export interface CifSymmetry {
  operations: Operation[];
  /** Operations about the other origin, where the symbol allows both. */
  otherOrigin?: Operation[];
}

/**
 * The operations of the space group: those that the file lists, else those that its Hall symbol, its Hermann-Mauguin
 * symbol or its number stands for.
 *
 * @throws StructureFormatError `bad-symmetry`
 */
export function readSymmetry(block: CifBlock, lattice: Lattice, notes: string[]): CifSymmetry {
  const magnetic = known(block.column(MAGNETIC));
  if (magnetic.length > 0) {
    notes.push('The magnetic space group was read without its moments and time reversals.');
    const centrings = listedOperations(known(block.column(MAGNETIC_CENTRINGS)));
    return { operations: products(listedOperations(magnetic), centrings) };
  }
  for (const tag of OPERATIONS) {
    const listed = known(block.column(tag));
    if (listed.length > 0) {
      return { operations: listedOperations(listed) };
    }
  }
  const hall = block.item(...HALL);
  const name = block.item(...HERMANN_MAUGUIN);
  const number = block.item(...NUMBER);
  const given = hall ?? name ?? number;
  if (given === undefined) {
    notes.push('The file gives no symmetry; its sites were taken for all of the cell (P 1).');
    return { operations: [IDENTITY] };
  }
  const found = findSymmetry({
    hall: hall?.text,
    hermannMauguin: name?.text,
    number: cifNumber(number),
    metric: metricOf(lattice),
  });
  if (found === undefined) {
    throw new StructureFormatError(
      'bad-symmetry',
      `${quote(given.text ?? '')} names no space group. Give a symbol of International Tables, ` +
        'or list the operations under _space_group_symop_operation_xyz.',
      { line: given.line },
    );
  }
  notes.push(`The symmetry was taken from ${found.source}.`);
  return found;
}

function known(values: CifValue[] | undefined): CifValue[] {
  return values?.filter((value) => value.text !== undefined) ?? [];
}

/** Each operation after each centring. */
function products(operations: Operation[], centrings: Operation[]): Operation[] {
  const all = new Map(operations.map((operation) => [operationKey(operation), operation]));
  for (const centring of centrings) {
    for (const operation of operations) {
      const product = multiply(centring, operation);
      all.set(operationKey(product), product);
    }
  }
  return [...all.values()];
}

function metricOf({ rows }: Lattice): number[] {
  return rows.flatMap((row) => rows.map((other) => dot(row, other)));
}

function listedOperations(values: CifValue[]): Operation[] {
  const operations = new Map<string, Operation>();
  if (values.length > MOST_LISTED) tooManyOperations(values[MOST_LISTED]?.line);
  for (const { text = '', line } of values) {
    // Magnetic operations end in a time reversal, +1 or -1.
    const operation = parseOperation(text.replace(/,\s*[+-]?1\s*$/, ''));
    if (operation === undefined) {
      throw new StructureFormatError(
        'bad-symmetry',
        `${quote(text)} is no symmetry operation. Write it like -x+1/2,y,z.`,
        { line },
      );
    }
    operations.set(operationKey(operation), operation);
    if (operations.size > MOST_OPERATIONS) tooManyOperations(line);
  }
  return [...operations.values()];
}

function tooManyOperations(line: number | undefined): never {
  throw new StructureFormatError(
    'bad-symmetry',
    `The file lists more than ${MOST_OPERATIONS} symmetry operations, more than any space group has. ` +
      'List those of one cell.',
    { line },
  );
}
