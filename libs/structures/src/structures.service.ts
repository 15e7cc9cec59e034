import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { notFound, ProblemException, type Caller } from '@nano-os/common';
import { ChangeFeed, LiveCache, type Entry } from '@nano-os/database';
import type { Visibility } from './entities/structure.entity';
import { filterOf, type StructureSearch } from './listing/structure-filter';
import type { StructureSource } from './reading/read-draft';
import { StructureReader } from './reading/structure-reader';
import type { StructureRecord } from './records/structure-record';
import { StructuresRepository, type StructurePage } from './records/structures.repository';

/** What the records in memory may weigh together, bytes. */
const MAX_CACHE_BYTES = 32 * 1024 * 1024;
const BYTES_A_RECORD = 1500;
/** An array of three numbers, its place in the list, and that of the species. */
const BYTES_A_SITE = 120;

/** A structure to be read and stored. */
export interface NewStructure extends StructureSource {
  /** The file's own name for it, or the formula, when absent. */
  name?: string;
  visibility: Visibility;
  /** The structure that it was made from, by relaxation for example. */
  parentId?: string;
}

export type DeletionListener = (id: string) => void;

const isVisible = ({ ownerId, visibility }: StructureRecord, caller: Caller): boolean =>
  visibility === 'public' || ownerId === caller.id || caller.role === 'admin';

const entryOf = (value: StructureRecord): Entry<StructureRecord> => ({ id: value.id, value });

/**
 * Stores structures and finds them again, for this room's routes and for other rooms. What a caller
 * may not see is not found.
 */
@Injectable()
export class StructuresService implements OnModuleInit, OnModuleDestroy {
  private readonly cache: LiveCache<StructureRecord>;
  private readonly listeners = new Set<DeletionListener>();

  constructor(
    @Inject(StructuresRepository) private readonly repository: StructuresRepository,
    @Inject(StructureReader) private readonly reader: StructureReader,
    @Inject(ChangeFeed) feed: ChangeFeed,
  ) {
    this.cache = new LiveCache(feed, 'structures', {
      maxSize: MAX_CACHE_BYTES,
      sizeCalculation: ({ numAtoms }) => BYTES_A_RECORD + BYTES_A_SITE * numAtoms,
    });
  }

  onModuleInit(): void {
    this.cache.start();
  }

  onModuleDestroy(): void {
    this.cache.stop();
  }

  /**
   * `listener` is told of each structure that this process deletes, after it is gone and before
   * the caller is answered.
   * @returns a function that ends the subscription
   */
  onDeleted(listener: DeletionListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** @throws {ProblemException} invalid-structure, body-too-large, not-ready */
  async create(
    caller: Caller,
    { name, visibility, parentId, ...source }: NewStructure,
  ): Promise<StructureRecord> {
    const read = await this.reader.read(source);
    const draft = {
      ...read,
      name: name ?? read.name,
      visibility,
      ownerId: caller.id,
      parentId: parentId ?? null,
    };
    // Kept at once: what is uploaded is predicted next.
    const entry = await this.cache.load(async () => entryOf(await this.repository.insert(draft)));
    if (!entry) throw new Error('The structure was not stored');
    return entry.value;
  }

  /**
   * @param id UUID in lower case
   * @throws {ProblemException} not-found, also for what exists and is another's
   */
  async getVisible(caller: Caller, id: string): Promise<StructureRecord> {
    const record = this.cache.peek(id) ?? (await this.load(id));
    if (!record || !isVisible(record, caller)) throw notFound('structure', id);
    return record;
  }

  /**
   * @param ids UUIDs in lower case
   * @returns those that the caller may see, by id, in the order asked
   */
  async getManyVisible(
    caller: Caller,
    ids: readonly string[],
  ): Promise<Map<string, StructureRecord>> {
    const known = new Map<string, StructureRecord>();
    const unknown: string[] = [];
    for (const id of ids) {
      const record = this.cache.peek(id);
      if (record) known.set(id, record);
      else unknown.push(id);
    }
    if (unknown.length > 0) {
      const found = await this.cache.loadMany(async () =>
        (await this.repository.findByIds(unknown)).map(entryOf),
      );
      for (const { id, value } of found) known.set(id, value);
    }
    const visible = new Map<string, StructureRecord>();
    for (const id of ids) {
      const record = known.get(id);
      if (record && isVisible(record, caller)) visible.set(id, record);
    }
    return visible;
  }

  /** @throws {ProblemException} invalid-request for a formula or an element that is none */
  async search(
    caller: Caller,
    search: StructureSearch,
    limit: number,
    offset: number,
  ): Promise<StructurePage> {
    return this.repository.search(filterOf(caller, search), limit, offset);
  }

  /**
   * Deletes a structure with its predictions and simulations.
   * @throws {ProblemException} not-found; forbidden for another's public structure
   */
  async remove(caller: Caller, id: string): Promise<void> {
    const { ownerId } = await this.getVisible(caller, id);
    if (ownerId !== caller.id && caller.role !== 'admin') {
      throw new ProblemException('forbidden', 'Only its owner may delete a structure.');
    }
    const wasThere = await this.repository.delete(id);
    this.cache.forget([id]);
    for (const listener of this.listeners) listener(id);
    if (!wasThere) throw notFound('structure', id);
  }

  private async load(id: string): Promise<StructureRecord | undefined> {
    const found = await this.cache.load(async () => {
      const record = await this.repository.findById(id);
      return record && entryOf(record);
    });
    return found?.value;
  }
}
