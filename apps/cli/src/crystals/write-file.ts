import {
  formatOfName,
  writeStructure,
  type Structure,
  type StructureFormat,
} from '@nano-os/crystal';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** @throws when the name tells no format that is written */
export function formatOfFile(file: string): StructureFormat {
  const format = formatOfName(file);
  if (format !== undefined) return format;
  throw new Error(`${file}: its name tells no format; end it with .cif, .vasp, .json or .xyz.`);
}

/** @throws when the folder that a file is to lie in is not there */
export function requireFolderOf(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new Error(`${file}: there is no folder ${folder} to write it to.`);
}

/** Writes a crystal in the format that the file's name tells. */
export async function writeStructureFile(file: string, structure: Structure): Promise<void> {
  await writeFile(file, writeStructure(structure, formatOfFile(file)));
}
