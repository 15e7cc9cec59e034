import {
  CRYSTAL,
  energy,
  FakePool,
  family,
  gap,
  model,
  outcomeOf,
  PUBLISHED,
  SHIPPED,
} from '../../../test-support/fake-family';

describe('precedence', () => {
  const shipped = model({
    name: 'shipped',
    origin: 'shipped',
    properties: ['bandgap', 'dielectric'],
    says: { bandgap: 2, dielectric: 11 },
  });

  it('is property by property, published first unless the other way is wanted', async () => {
    const models = [shipped, gap, energy];
    expect(await outcomeOf(models)).toMatchObject({
      properties: { bandgap: 1.25, dielectric: 11 },
      notes: { models: { bandgap: 'gap', dielectric: 'shipped', formation_energy: 'energy' } },
    });
    expect(await outcomeOf(models, SHIPPED)).toMatchObject({
      properties: { bandgap: 2, formation_energy: -2 },
    });
  });

  it('gives way to models of the user, and prefers PBE, small errors and early names', async () => {
    const bandgap = (mae: number) => ({
      bandgap: { set: 'S', n: 9, mae, unit: 'eV', quantiles: [] },
    });
    const says = { bandgap: 3 };
    const drafts = [
      { name: 'r2SCAN', training: { set: '', functional: 'r2SCAN', crystals: null } },
      { name: 'b' },
      { name: 'a' },
      { name: 'worse', heldOut: bandgap(0.3) },
      { name: 'better', heldOut: bandgap(0.2) },
      { name: 'mine', origin: 'own' as const },
    ];
    const names: string[] = [];
    const left = drafts.map((draft) => model({ properties: ['bandgap'], says, ...draft }));
    while (left.length > 0) {
      const outcome = await outcomeOf(left);
      const best = outcome.ok ? outcome.notes!.models!.bandgap! : '';
      names.push(best);
      left.splice(
        left.findIndex(({ card }) => card.name === best),
        1,
      );
    }
    expect([names[0], names.at(-1)]).toEqual(['mine', 'r2SCAN']);
    expect(names.indexOf('better')).toBeLessThan(names.indexOf('worse'));
    expect(names.indexOf('a')).toBeLessThan(names.indexOf('b'));
  });

  it('puts the chosen potential first for energies and forces, and for these alone', async () => {
    const says = { energy: -5, formation_energy: -1, forces: Float64Array.of(0, 0, 0) };
    const properties = Object.keys(says);
    const mine = model({ name: 'mine', origin: 'own', properties, says });
    const training = { set: '', functional: 'r2SCAN', crystals: null };
    const chosen = model({ name: 'PES', properties, says: { ...says, energy: -6 }, training });
    const outcome = await outcomeOf([mine, chosen]);
    expect(outcome).toMatchObject({
      properties: { energy: -6 },
      notes: {
        models: { energy: 'PES', forces: 'PES', formation_energy: 'mine' },
        functionals: { energy: 'r2SCAN', formation_energy: 'PBE' },
      },
    });
    expect(await outcomeOf([mine])).toMatchObject({ notes: { models: { energy: 'mine' } } });
  });

  it('asks the next model only where the first one refuses', async () => {
    const pool = new FakePool();
    await family([gap, shipped, energy], PUBLISHED, pool).predict([CRYSTAL]);
    // The shipped one is the first for the dielectric constant.
    expect(pool.asked).toEqual([['gap', 'shipped', 'energy']]);
    const picky = model({ name: 'picky', properties: ['bandgap'], says: 'refuses' });
    const other = model({
      ...shipped.card,
      name: 'zz',
      origin: 'shipped',
      properties: ['bandgap'],
      says: { bandgap: 4 },
    });
    const second = new FakePool();
    const [outcome] = await family([picky, other, energy], PUBLISHED, second).predict([CRYSTAL]);
    expect(second.asked).toEqual([['picky', 'energy'], ['zz']]);
    expect(outcome).toMatchObject({
      properties: { bandgap: 4 },
      notes: { models: { bandgap: 'zz' } },
    });
  });

  it('tells why a property is missing that its model refuses, and the reason alone where all do', async () => {
    const picky = model({ name: 'picky', properties: ['bandgap'], says: 'refuses' });
    expect(await outcomeOf([picky, energy])).toMatchObject({
      properties: { formation_energy: -2 },
      notes: { omitted: { bandgap: 'picky cannot.' } },
    });
    expect(await outcomeOf([picky])).toMatchObject({
      ok: false,
      code: 'isolated-atom',
      reason: 'picky cannot.',
    });
  });

  it('shows in the digest, as weights do', () => {
    const digests = [
      family([gap, shipped]),
      family([gap, shipped], SHIPPED),
      family([gap]),
      family([{ ...gap, key: 'other weights' }]),
    ].map(({ weightsDigest }) => weightsDigest);
    expect(new Set(digests).size).toBe(4);
    expect(family([shipped, gap]).weightsDigest).toBe(digests[0]);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});
