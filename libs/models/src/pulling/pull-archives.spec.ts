import { readFixture } from '../../test-support/checkpoint-fixtures';
import { FakeRemote } from '../../test-support/fake-remote';
import { inTurn } from '../../test-support/in-turn';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { zipOf } from '../../test-support/zip-writer';
import { sha256 } from '../cards/digest';
import { readZip } from '../checkpoints';
import { ARCHIVES, archiveAddress, archiveMirror, publishedArchive } from '../published/archives';
import { PUBLISHED } from '../published/recipes';
import { admitInto } from '../store/admit';
import { ModelInstaller } from '../store/model-installer';
import { ModelStore } from '../store/model-store';
import { pullArchives } from './pull-archives';
import type { PullEvent } from './pull-models';
import { RemoteFault } from './remote';

const directory = temporaryFolder();
const content = readFixture('small_bandgap_alignn.zip');
/** The same files, packed otherwise. */
const repacked = zipOf([...readZip(content)].map(([name, file]) => [name, { data: file.read() }]));
const GAP = publishedArchive('ALIGNN-jarvis-band-gap-mbj')!;
const ENERGY = publishedArchive('ALIGNN-JARVIS-formation-energy')!;
let events: PullEvent[];

const serving = (bytes: Uint8Array): FakeRemote =>
  new FakeRemote(new Map([GAP, ENERGY].map((archive) => [archiveAddress(archive), bytes])));

async function pull(remote: FakeRemote, archives = [GAP], force = false) {
  events = [];
  const exclusively = inTurn();
  const outcomes = await pullArchives(archives, {
    store: new ModelStore(directory()),
    admit: admitInto(new ModelInstaller(directory(), exclusively)),
    exclusively,
    remote,
    addressOf: archiveAddress,
    onEvent: (event) => events.push(event),
    wait: () => Promise.resolve(),
    force,
  });
  return outcomes.map((outcome) => (outcome.ok ? outcome.result : outcome.reason));
}

describe('pullArchives', () => {
  it('fetches, installs and records the digest of what came', async () => {
    expect(await pull(serving(content))).toEqual(['installed']);
    const { card } = await new ModelStore(directory()).open(GAP.name);
    const address = 'https://ndownloader.figshare.com/files/31458694';
    expect(card.source).toBe(`${address}#sha256=${sha256(content)}`);
    expect(card).toMatchObject({ family: 'ALIGNN', origin: 'published' });
    expect(await pull(serving(content))).toEqual(['current']);
  });

  it('refuses other contents than came at first', async () => {
    await pull(serving(content));
    expect(await pull(serving(content), [GAP], true)).toEqual(['unchanged']);
    expect(await pull(serving(repacked), [GAP], true)).toEqual([
      expect.stringContaining('has other contents at its address'),
    ]);
  });

  it('goes on where the connection broke, or begins again where there are no ranges', async () => {
    const remote = serving(content);
    remote.mishaps.push({ cut: 5000 }, { fault: new RemoteFault('busy', true) }, { cut: 3000 });
    expect(await pull(remote)).toEqual(['installed']);
    expect(remote.asked).toEqual([0, 5000, 5000, 8000]);
    expect(events.filter(({ kind }) => kind === 'retry')).toHaveLength(3);
    const other = serving(content);
    other.knowsRanges = false;
    other.mishaps.push({ cut: 5000 });
    expect(await pull(other, [GAP], true)).toEqual(['unchanged']);
  });

  it('takes an archive whose size is not said, as long as it is whole', async () => {
    const cut = serving(content);
    cut.mishaps.push({ bytes: null, body: content.subarray(0, 9000) });
    const [reason] = await pull(cut);
    expect(reason).toMatch(/ends? (early|as a zip)/);
    const remote = serving(content);
    remote.mishaps.push({ bytes: null });
    expect(await pull(remote)).toEqual(['installed']);
  });

  it('gives up on what will not pass, and on what gets no further', async () => {
    const refused = serving(content);
    refused.mishaps.push({ fault: new RemoteFault('the server answers 404', false) });
    expect(await pull(refused)).toEqual([expect.stringContaining('the server answers 404')]);
    const stuck = serving(content);
    stuck.mishaps.push(...Array.from({ length: 9 }, () => ({ bytes: 90_000, body: content })));
    expect(await pull(stuck)).toEqual([expect.stringContaining('were announced')]);
  });

  it('refuses an archive of another property, and none keeps the others out', async () => {
    expect(await pull(serving(content), [ENERGY, GAP])).toEqual([
      expect.stringContaining('is of bandgap, not formation_energy'),
      'installed',
    ]);
    expect(await new ModelStore(directory()).names()).toEqual([GAP.name]);
  });
});

describe('the published archives', () => {
  it('have names of their own and addresses of their own', () => {
    const names = [...PUBLISHED, ...ARCHIVES].map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(ARCHIVES.map(archiveAddress)).size).toBe(7);
    expect(archiveMirror('http://host/files/', GAP)).toBe(
      'http://host/files/figshare/31458694.zip',
    );
  });
});
