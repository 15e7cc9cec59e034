import { readDocument, shellBlocks, type ShellBlock } from './markdown';

/** Sections of the README whose blocks a test runs one after another, as they are printed. */
const WALK = new Set(['A walk with curl', 'A relaxation over REST']);
/** Where the command is packed and installed elsewhere; see the test of that. */
const PACKED = 'npm pack';

/** The README's blocks of commands, by how they are tested. */
export function readmeBlocks(): { walk: ShellBlock[]; packed: ShellBlock[]; rest: ShellBlock[] } {
  const blocks = shellBlocks(readDocument('README.md'));
  const walk = blocks.filter(({ section }) => WALK.has(section));
  const packed = blocks.filter(({ text }) => text.includes(PACKED));
  const rest = blocks.filter((block) => !walk.includes(block) && !packed.includes(block));
  return { walk, packed, rest };
}
