// A program that pulls a tiny model as the command pulls the published ones: pull-tiny.ts MODELS MIRROR SEED
import { mirrorAddress, pullModels } from '@nano-os/models';
import { setTimeout as delay } from 'node:timers/promises';
import { convertPublished } from '../../../libs/models/src/published/convert-published';
import { TINY_CONVERTERS, tinyPublished } from '../../../libs/models/test-support/tiny-published';
import { httpRemote } from '../src/models/http-remote';
import { openModelsDirectory } from '../src/models/models-directory';

const [modelsDir = '', mirror = '', seed = ''] = process.argv.slice(2);

void pullModels([tinyPublished(Number(seed)).recipe], {
  ...openModelsDirectory({ modelsDir }),
  remote: httpRemote(),
  addressOf: (repository, path) => mirrorAddress(mirror, repository, path),
  convert: (recipe, files) => convertPublished(recipe, files, TINY_CONVERTERS),
  wait: (milliseconds) => delay(milliseconds),
  onEvent: () => undefined,
}).then((outcomes) => {
  console.log(JSON.stringify(outcomes));
});
