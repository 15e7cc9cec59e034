import { ARCHIVES, PUBLISHED, type StoreEntry } from '@nano-os/models';
import { printable } from './printable';
import { megabytes, table } from './table';

/** What `models list --json` says of one model. */
export interface ListedModel {
  name: string;
  family: string;
  version: string;
  properties: string[];
  weights_bytes: number;
  /** Of what its answers come from; the API names it with each prediction. */
  digest: string;
  origin: string;
  licence: string;
  source: string;
}

/** What is said of a model that cannot be read. */
export interface FaultyModel {
  name: string;
  fault: string;
}

export function listed(entry: StoreEntry): ListedModel | FaultyModel {
  if ('fault' in entry) return { name: entry.name, fault: entry.fault.message };
  const { name, family, version, properties, origin, licence, source } = entry.card;
  return {
    name,
    family,
    version,
    properties: properties.map((property) => property.name),
    weights_bytes: entry.bytes,
    digest: entry.digest,
    origin,
    licence,
    source,
  };
}

export function describeInstalled(models: readonly (ListedModel | FaultyModel)[]): string {
  const rows = models.map((model) =>
    'fault' in model
      ? [model.name, 'cannot be read']
      : [
          model.name,
          model.family,
          megabytes(model.weights_bytes),
          model.digest.slice(0, 12),
          model.origin,
          model.properties.join(', '),
        ],
  );
  const faults = models.flatMap((model) =>
    'fault' in model ? [`${model.name}: ${printable(model.fault)}`] : [],
  );
  const head = ['NAME', 'FAMILY', 'WEIGHTS', 'DIGEST', 'ORIGIN', 'PROPERTIES'];
  return [table([head, ...rows]), ...faults].join('\n');
}

/** What `models list --available --json` says of one published model. */
export interface AvailableModel {
  name: string;
  family: string;
  properties: string[];
  /** null where it is not known beforehand. */
  download_bytes: number | null;
  installed: boolean;
  licence: string;
  citation: string;
}

export function availableModels(installed: readonly string[]): AvailableModel[] {
  const pinned = PUBLISHED.map(({ name, family, files, reported, repository, citation }) => ({
    name,
    family,
    properties: reported.errors.map(({ property }) => property),
    download_bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    installed: installed.includes(name),
    licence: repository.licence,
    citation,
  }));
  const archives = ARCHIVES.map(({ name, family, property, licence, citation }) => ({
    name,
    family,
    properties: [property],
    download_bytes: null,
    installed: installed.includes(name),
    licence,
    citation,
  }));
  return [...pinned, ...archives];
}

export function describeAvailable(models: readonly AvailableModel[]): string {
  const rows = models.map(({ name, family, download_bytes, installed, properties }) => [
    name,
    family,
    download_bytes === null ? 'unknown' : megabytes(download_bytes),
    installed ? 'yes' : 'no',
    properties.join(', '),
  ]);
  return table([['NAME', 'FAMILY', 'DOWNLOAD', 'INSTALLED', 'PROPERTIES'], ...rows]);
}
