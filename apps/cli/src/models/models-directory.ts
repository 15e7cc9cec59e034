import { withFileLock } from '@nano-os/database';
import {
  admitInto,
  ModelInstaller,
  modelSource,
  ModelStore,
  type Admit,
  type Exclusively,
  type ModelSource,
} from '@nano-os/models';
import { Option } from 'commander';
import { resolve } from 'node:path';
import { readSettings } from '../settings';

export interface DirectoryOptions {
  modelsDir?: string;
}

/** The models directory, for reading and for writing. */
export interface ModelsDirectory {
  readonly store: ModelStore;
  /** The installed models and, unless a folder was asked for, those that come with the program. */
  readonly all: ModelSource;
  readonly installer: ModelInstaller;
  readonly admit: Admit;
  readonly exclusively: Exclusively;
}

/** On every command, since each works on some directory of models. */
export function modelsDirOption(): Option {
  return new Option(
    '--models-dir <folder>',
    'where models are installed, instead of in NANO_OS_MODELS_DIR',
  );
}

export function openModelsDirectory({ modelsDir }: DirectoryOptions): ModelsDirectory {
  const directory = modelsDir === undefined ? configured() : resolve(modelsDir);
  const installer = new ModelInstaller(directory, withFileLock);
  return {
    store: new ModelStore(directory),
    all:
      modelsDir === undefined
        ? modelSource(directory, readSettings().NANO_OS_SHIPPED_MODELS)
        : new ModelStore(directory),
    installer,
    admit: admitInto(installer),
    exclusively: withFileLock,
  };
}

function configured(): string {
  const { NANO_OS_MODELS_DIR } = readSettings();
  // The environment always fills it in.
  if (NANO_OS_MODELS_DIR === undefined) throw new Error('NANO_OS_MODELS_DIR is not set.');
  return NANO_OS_MODELS_DIR;
}
