import { join } from 'node:path';
import { sha256 } from '../cards/digest';
import type { ModelCard } from '../cards/card';
import { ModelError } from '../errors';
import { archiveAddress, checkProperty, type PublishedArchive } from '../published/archives';
import { CONVERTERS } from '../published/converters';
import { heldOutErrors } from '../published/held-out-errors';
import { ensureFolder } from '../store/durable';
import { errorMessage } from '../store/file-errors';
import { downloadsFolder } from '../store/layout';
import type { ModelStore } from '../store/model-store';
import { assembleModel, type StoredModel } from '../store/stored-model';
import { fetchArchive } from './fetch-archive';
import type { PullOptions, PullOutcome } from './pull-models';

export interface ArchiveOptions extends Pick<
  PullOptions,
  'store' | 'admit' | 'exclusively' | 'remote' | 'onEvent' | 'wait' | 'force'
> {
  readonly addressOf: (archive: PublishedArchive) => string;
}

/**
 * Fetches archives whose digests are not known beforehand, converts them and installs them, one
 * after another; one that fails leaves the others alone.
 *
 * An archive's files must fit their check sums, its pickle asks for nothing but tensors, and what
 * comes of it must be of the right property and work. The digest of what came is kept on the card,
 * and an archive that is fetched again must have the same.
 */
export async function pullArchives(
  archives: readonly PublishedArchive[],
  options: ArchiveOptions,
): Promise<PullOutcome[]> {
  const folder = downloadsFolder(options.store.directory);
  await ensureFolder(folder);
  const outcomes: PullOutcome[] = [];
  for (const archive of archives) {
    const outcome = await options.exclusively(join(folder, 'lock'), () => pull(archive, options));
    options.onEvent({ kind: 'done', outcome });
    outcomes.push(outcome);
  }
  return outcomes;
}

async function pull(archive: PublishedArchive, options: ArchiveOptions): Promise<PullOutcome> {
  const { store, admit, force = false } = options;
  const { name } = archive;
  try {
    const recorded = await recordedDigest(archive, store);
    if (recorded !== null && !force) return { name, ok: true, result: 'current' };
    const bytes = await fetched(archive, options);
    const digest = sha256(bytes);
    if (recorded !== null && recorded !== digest) {
      throw new ModelError(
        'wrong-file',
        `${name} has other contents at its address than when it was first fetched: remove it ` +
          'before, if that is right.',
      );
    }
    return { name, ok: true, result: await admit(converted(archive, bytes, digest)) };
  } catch (error) {
    // Whatever it is, a fault of the disk too, it is told, and the next model may fare better.
    return { name, ok: false, reason: errorMessage(error) };
  }
}

async function fetched(archive: PublishedArchive, options: ArchiveOptions): Promise<Uint8Array> {
  const { addressOf, remote, wait, onEvent } = options;
  const { name: model } = archive;
  return fetchArchive(addressOf(archive), {
    remote,
    wait,
    onBytes: (received, bytes) => {
      onEvent({ kind: 'bytes', model, received, bytes: bytes ?? received });
    },
    onRetry: (reason, waitMs) => {
      onEvent({ kind: 'retry', model, reason, waitMs });
    },
  });
}

const DIGEST = /#sha256=([0-9a-f]{64})$/;

/** Of the archive that the installed model came from; null where there is none, or it cannot be read. */
async function recordedDigest(
  archive: PublishedArchive,
  store: ModelStore,
): Promise<string | null> {
  let card: ModelCard;
  try {
    ({ card } = await store.open(archive.name));
  } catch {
    return null;
  }
  const [end, digest] = DIGEST.exec(card.source) ?? [];
  const isOf = card.source === archiveAddress(archive) + (end ?? '');
  return isOf ? (digest ?? null) : null;
}

function converted(archive: PublishedArchive, bytes: Uint8Array, digest: string): StoredModel {
  const { name, version, family, architecture, description, training, licence, citation } = archive;
  const files = new Map([[`${name}.zip`, bytes]]);
  const { config, properties, elements, tensors } = CONVERTERS[archive.format](files);
  checkProperty(archive, properties);
  return assembleModel(
    {
      name,
      version,
      family,
      architecture,
      description,
      config,
      properties,
      elements,
      training,
      heldOut: heldOutErrors(name),
      licence,
      source: `${archiveAddress(archive)}#sha256=${digest}`,
      citation,
      origin: 'published',
    },
    tensors,
  );
}
