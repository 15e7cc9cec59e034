import { networkOf } from '../networks';
import type { Installed, ModelInstaller } from './model-installer';
import type { StoredModel } from './stored-model';
import { verifyModel } from './verify-model';

/** Installs a model that has been shown to work. @throws {ModelError} what is wrong with it */
export type Admit = (model: StoredModel) => Promise<Installed>;

/** What every model passes on its way in, wherever it comes from. */
export function admitInto(installer: ModelInstaller, networks = networkOf): Admit {
  return async (model) => {
    await verifyModel(model, networks(model.card.architecture));
    return installer.install(model);
  };
}
