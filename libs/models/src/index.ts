export * from './calculators';
export * from './cards/card';
export { writeCard } from './cards/card-bytes';
export { digestOf, sha256 } from './cards/digest';
export type { ErrorEstimate, FineTuning } from './cards/fine-tuning';
export * from './checkpoints';
export * from './confidence';
export * from './errors';
export * from './fine-tuning';
export { exportModel } from './exporting/export-model';
export { importTree, type ImportOutcome } from './importing/import-tree';
export * from './network';
export { networkOf } from './networks';
export {
  ARCHIVES,
  archiveAddress,
  archiveMirror,
  publishedArchive,
  type PublishedArchive,
} from './published/archives';
export type { PublishedFile, Recipe, Repository } from './published/recipe';
export { PUBLISHED, publishedModel } from './published/recipes';
export { mirrorAddress, publicAddress } from './published/repositories';
export { pullArchives } from './pulling/pull-archives';
export { pullModels, type PullEvent, type PullOutcome } from './pulling/pull-models';
export { RemoteFault, type Remote, type RemoteFile } from './pulling/remote';
export * from './runtime';
export * from './safetensors';
export { admitInto, type Admit } from './store/admit';
export type { ModelSource } from './store/layered-store';
export { CARD_FILE, WEIGHTS_FILE } from './store/layout';
export { ModelInstaller, type Exclusively, type Installed } from './store/model-installer';
export { ModelStore, type StoreEntry } from './store/model-store';
export { modelSource, shippedDirectory } from './store/shipped-models';
export { StoreWatcher, type StoreChange } from './store/store-watcher';
export { assembleModel, type CardDraft, type StoredModel } from './store/stored-model';
export { verifyModel } from './store/verify-model';
export { traceOf } from './trace-of';
export * from './training';
