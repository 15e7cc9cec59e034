import { encodeOnnx } from '@nano-os/tensor';
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCard } from '../cards/card-bytes';
import { ModelError } from '../errors';
import { networkOf } from '../networks';
import { constantWeights } from '../store/constant-weights';
import { ensureFolder, writeDurably } from '../store/durable';
import { unlessMissing } from '../store/file-errors';
import { CARD_FILE } from '../store/layout';
import type { StoredModel } from '../store/stored-model';
import { inferenceMetadata } from './inference-metadata';
import { onnxInterface } from './onnx-interface';
import { tritonConfig } from './triton-config';

export interface ExportOptions {
  /** Put it in the place of an earlier export. */
  readonly force?: boolean;
  readonly networks?: typeof networkOf;
}

/**
 * Writes a model as a folder of a model repository: `NAME/1/model.onnx`, `NAME/config.pbtxt` for
 * Triton, `NAME/metadata.json` for any server of the Open Inference Protocol, and the card, which
 * says how the outputs become properties.
 * @returns the folder
 * @throws {ModelError} export-exists, and those of a model that does not fit its network
 */
export async function exportModel(
  { card, digest, tensors }: StoredModel,
  to: string,
  { force = false, networks = networkOf }: ExportOptions = {},
): Promise<string> {
  const { name, version, licence, source } = card;
  const network = networks(card.architecture);
  const outputs = network.build(network.parseConfig(card.config), constantWeights(tensors));
  const onnx = encodeOnnx(outputs, { name, metadata: { version, licence, source, digest } });
  const graph = onnxInterface(onnx);

  const folder = join(to, name);
  if (!force && (await unlessMissing(lstat(folder)))) {
    throw new ModelError('export-exists', `${folder} is there already; --force takes its place.`);
  }
  const staged = join(to, `.${name}-${randomUUID()}`);
  await ensureFolder(staged);
  try {
    await mkdir(join(staged, '1'));
    await writeDurably(join(staged, '1', 'model.onnx'), onnx);
    await writeDurably(join(staged, 'config.pbtxt'), text(tritonConfig(name, graph)));
    const metadata = JSON.stringify(inferenceMetadata(name, graph), null, 2);
    await writeDurably(join(staged, 'metadata.json'), text(`${metadata}\n`));
    await writeDurably(join(staged, CARD_FILE), writeCard(card));
    if (force) await rm(folder, { recursive: true, force: true });
    await rename(staged, folder);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
  return folder;
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
