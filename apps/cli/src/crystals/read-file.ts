import { CrystalError, parseStructure, type Molecule, type Structure } from '@nano-os/crystal';
import { readFile } from 'node:fs/promises';
import { Fault } from './fault';

/** Plain words for what is wrong most often. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'There is no such file.'],
  ['EISDIR', 'This is a folder, not a file.'],
  ['EACCES', 'It may not be read.'],
]);

/**
 * The crystal or molecule in a file of any format that the library reads.
 * @throws {Fault} with the file's fault
 */
export async function readStructureFile(file: string): Promise<Structure | Molecule> {
  const content = await readFile(file).catch((error: unknown) => {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new Fault('unreadable', REASONS.get(code) ?? message);
  });
  try {
    return parseStructure(content, { filename: file }).structure;
  } catch (error) {
    if (error instanceof CrystalError) throw new Fault(error.code, error.message);
    throw error;
  }
}
