import {
  formatOfName,
  writeStructure,
  type Structure,
  type StructureFormat,
} from '@nano-os/crystal';
import { writeFile } from 'node:fs/promises';

/** @throws when the name tells no format that is written */
export function formatOfFile(file: string): StructureFormat {
  const format = formatOfName(file);
  if (format !== undefined) return format;
  throw new Error(`${file}: its name tells no format; end it with .cif, .vasp, .json or .xyz.`);
}

/** Writes a crystal in the format that the file's name tells. */
export async function writeStructureFile(file: string, structure: Structure): Promise<void> {
  await writeFile(file, writeStructure(structure, formatOfFile(file)));
}
