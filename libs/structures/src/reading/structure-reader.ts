import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ProblemException } from '@nano-os/common';
import { CrystalError, Lattice, Structure, type FormatLimits } from '@nano-os/crystal';
import { findSpaceGroup } from './find-space-group';
import { readDraft, type ReadDraft, type StructureSource } from './read-draft';
import { ReaderThread } from './reader-thread';

/** Up to this size a file is read at once: some ten milliseconds at most. */
const INLINE_BYTES = 16_384;
/** A short file can describe many sites by symmetry; with more than these it goes to the thread. */
const INLINE_SITES = 300;

/** Reads files of structures, large ones in a thread of their own so that other requests go on. */
@Injectable()
export class StructureReader implements OnModuleDestroy {
  private readonly thread = new ReaderThread();

  constructor(
    private readonly limits: FormatLimits,
    private readonly spaceGroupOf = findSpaceGroup,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.thread.stop();
  }

  /**
   * Reads a structure and finds out what is stored of it.
   * @throws {ProblemException} body-too-large; invalid-structure with the `line` or the `site`;
   *   not-ready when too many wait
   */
  async read(source: StructureSource): Promise<ReadDraft> {
    const size = Buffer.byteLength(source.content);
    if (size > this.limits.maxBytes) {
      throw new ProblemException(
        'body-too-large',
        `A structure file may have up to ${this.limits.maxBytes} bytes.`,
      );
    }
    try {
      return await this.withSpaceGroup(await this.readAnywhere(source, size));
    } catch (error) {
      throw error instanceof CrystalError ? toProblem(error) : error;
    }
  }

  private async readAnywhere(source: StructureSource, size: number): Promise<ReadDraft> {
    const { limits } = this;
    if (size <= INLINE_BYTES) {
      const maxSites = Math.min(limits.maxSites, INLINE_SITES);
      try {
        return readDraft(source, { ...limits, maxSites });
      } catch (error) {
        const isMany = error instanceof CrystalError && error.code === 'too-many-sites';
        if (!isMany || maxSites === limits.maxSites) throw error;
      }
    }
    return this.thread.read({ source, limits });
  }

  private async withSpaceGroup(draft: ReadDraft): Promise<ReadDraft> {
    const { lattice, species, fracCoords, notes } = draft;
    if (!lattice || !fracCoords) return draft;
    const crystal = new Structure(Lattice.fromRows(lattice), species, fracCoords);
    const { spaceGroup, note } = await this.spaceGroupOf(crystal);
    return { ...draft, spaceGroup, notes: note === undefined ? notes : [...notes, note] };
  }
}

/** Not the file's fault, and over soon. */
const BUSY: ReadonlySet<string> = new Set(['reader-busy', 'symmetry-busy']);

function toProblem(error: CrystalError): ProblemException {
  const { code, line, site, message } = error;
  if (code === 'too-large') return new ProblemException('body-too-large', message);
  if (BUSY.has(code)) {
    return new ProblemException('not-ready', message, {}, { headers: { 'retry-after': '5' } });
  }
  return new ProblemException(
    'invalid-structure',
    message,
    { code, ...(line === undefined ? {} : { line }), ...(site === undefined ? {} : { site }) },
    { cause: error },
  );
}
