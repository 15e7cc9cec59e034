import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeRemote } from '../../test-support/fake-remote';
import { inTurn } from '../../test-support/in-turn';
import { temporaryFolder } from '../../test-support/temporary-folder';
import {
  TINY_CONVERTERS,
  tinyPublished,
  type TinyPublished,
} from '../../test-support/tiny-published';
import { convertPublished } from '../published/convert-published';
import { mirrorAddress } from '../published/repositories';
import { admitInto } from '../store/admit';
import { ModelInstaller } from '../store/model-installer';
import { ModelStore } from '../store/model-store';
import { pullModels, type PullEvent, type PullOptions } from './pull-models';
import { RemoteFault } from './remote';

const MIRROR = 'http://mirror';
const directory = temporaryFolder();
const published = [tinyPublished(1), tinyPublished(2), tinyPublished(3)];
const names = published.map(({ recipe }) => recipe.name);

/** A mirror that has the files of these models. */
function remoteOf(models: readonly TinyPublished[]): FakeRemote {
  const files = models.flatMap((model) =>
    [...model.files].map(
      ([path, content]) => [mirrorAddress(MIRROR, model.recipe.repository, path), content] as const,
    ),
  );
  return new FakeRemote(new Map(files));
}

let remote: FakeRemote;
let events: PullEvent[];
beforeEach(() => {
  remote = remoteOf(published);
  events = [];
});

async function pull(recipes = published, options: Partial<PullOptions> = {}) {
  const exclusively = inTurn();
  const outcomes = await pullModels(
    recipes.map(({ recipe }) => recipe),
    {
      store: new ModelStore(directory()),
      admit: admitInto(new ModelInstaller(directory(), exclusively)),
      exclusively,
      remote,
      addressOf: (repository, path) => mirrorAddress(MIRROR, repository, path),
      onEvent: (event) => events.push(event),
      wait: () => Promise.resolve(),
      convert: (recipe, files) => convertPublished(recipe, files, TINY_CONVERTERS),
      ...options,
    },
  );
  return outcomes.map((outcome) => (outcome.ok ? outcome.result : outcome.reason));
}

const downloads = (): string[] => readdirSync(join(directory(), '.downloads'));

describe('pullModels', () => {
  it('fetches, converts and installs, and leaves nothing else', async () => {
    expect(await pull()).toEqual(['installed', 'installed', 'installed']);
    expect(await new ModelStore(directory()).names()).toEqual(names);
    // Three files of weights, and once the file that all of them need.
    expect(remote.asked).toHaveLength(4);
    expect(downloads()).toEqual([]);
  });

  it('does not fetch what is installed, unless it is not what the recipe makes today', async () => {
    const [first] = published;
    await pull([first!]);
    expect(await pull([first!])).toEqual(['current']);
    expect(remote.asked).toHaveLength(2);
    const newer = { ...first!, recipe: { ...first!.recipe, version: '1.1.0' } };
    expect(await pull([newer])).toEqual(['replaced']);
    expect(await pull([newer], { force: true })).toEqual(['unchanged']);
    writeFileSync(join(directory(), names[0]!, 'weights.safetensors'), 'x');
    expect(await pull([newer])).toEqual(['replaced']);
  });

  it('says how far it is', async () => {
    const [model] = published;
    remote.mishaps.push({ cut: 20_000 });
    await pull([model!]);
    const bytes = model!.recipe.files.reduce((sum, file) => sum + file.bytes, 0);
    const received = events.flatMap((event) => (event.kind === 'bytes' ? [event.received] : []));
    expect(received).toEqual(received.toSorted((p, q) => p - q));
    expect(received.at(-1)).toBe(bytes);
    expect(events).toContainEqual({
      kind: 'retry',
      model: model!.recipe.name,
      reason: 'the connection broke',
      waitMs: 500,
    });
    expect(events.at(-1)).toEqual({
      kind: 'done',
      outcome: { name: model!.recipe.name, ok: true, result: 'installed' },
    });
  });

  it('lets none keep the others out, and leaves no half of one', async () => {
    remote = remoteOf([published[0]!, published[2]!]);
    expect(await pull()).toEqual([
      'installed',
      `${MIRROR}/someone+tiny/trained/tiny-2.pth.tar cannot be fetched: there is none.`,
      'installed',
    ]);
    expect(await new ModelStore(directory()).names()).toEqual([names[0], names[2]]);
    expect(downloads()).toEqual([]);
  });

  it('keeps what came of a model that failed until it is installed', async () => {
    const [model] = published;
    const refused = { fault: new RemoteFault('gone', false) };
    remote.mishaps.push({ cut: 20_000 }, refused);
    expect(await pull([model!])).toEqual([expect.stringContaining('gone')]);
    expect(downloads()).toEqual([`${model!.recipe.files[0]!.sha256}.part`]);
    await pull([published[1]!]);
    expect(await pull([model!])).toEqual(['installed']);
    expect(remote.asked).toContain(20_000);
    expect(downloads()).toEqual([]);
  });

  it('installs nothing that does not work', async () => {
    const convert: PullOptions['convert'] = (recipe, files) =>
      convertPublished({ ...recipe, family: 'CGCNN' }, files, {
        ...TINY_CONVERTERS,
        cgcnn: (found) => ({ ...TINY_CONVERTERS.cgcnn(found), tensors: new Map() }),
      });
    expect(await pull([published[0]!], { convert })).toEqual([
      expect.stringContaining('which is not there'),
    ]);
    expect(existsSync(join(directory(), names[0]!))).toBe(false);
  });

  it('makes two pulls of one model fetch it once', async () => {
    const exclusively = inTurn();
    const results = await Promise.all([
      pull([published[0]!], { exclusively }),
      pull([published[0]!], { exclusively }),
    ]);
    // Which of them has the first turn is not said.
    expect(results.flat().sort()).toEqual(['current', 'installed']);
    expect(remote.asked).toHaveLength(2);
  });
});
