import { modelFault } from '../../test-support/model-fault';
import { tinyModel } from '../../test-support/tiny-model';
import { ModelError } from '../errors';
import { readCard, writeCard } from './card-bytes';
import { parseCard } from './parse-card';

const { card } = tinyModel();

/** A card as JSON has it, with something else at a path. */
function cardWith(path: readonly (string | number)[], value: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(card));
  const at = path.slice(0, -1).reduce<unknown>((node, key) => {
    return (node as Record<string | number, unknown>)[key];
  }, copy) as Record<string | number, unknown>;
  at[path.at(-1)!] = value;
  return copy;
}

function faultOf(value: unknown): string {
  try {
    parseCard(value);
  } catch (error) {
    if (error instanceof ModelError && error.code === 'bad-card') return error.message;
    throw error;
  }
  return 'none';
}

const heldOut = {
  set: 'a tenth',
  n: 100,
  mae: 0.1,
  unit: 'eV/atom',
  quantiles: Array.from({ length: 19 }, (_, index) => index / 100),
};

describe('parseCard', () => {
  it('gives back what a card holds', () => {
    expect(parseCard(JSON.parse(JSON.stringify(card)))).toEqual(card);
    const measured = cardWith(['heldOut'], { formation_energy: heldOut });
    expect(parseCard(measured).heldOut).toEqual({ formation_energy: heldOut });
  });

  it.each([
    [['format'], 2, 'format: expected 1, found 2'],
    [['format'], undefined, 'format: expected 1, found nothing'],
    [['name'], '../../etc', 'name: expected letters, digits, dots and dashes, found "../../etc"'],
    [['name'], '.hidden', 'name: expected letters'],
    [['name'], 'a'.repeat(101), 'name: expected letters'],
    [['name'], 7, 'name: expected letters, digits, dots and dashes, found 7'],
    [['version'], '', 'version: expected a version such as 1.0.0, found ""'],
    [['family'], 'cgcnn', 'family: expected CGCNN or MEGNet or M3GNET or ALIGNN, found "cgcnn"'],
    [['architecture'], ['cgcnn'], 'found a list'],
    [['description'], '  ', 'description: expected a text, found "  "'],
    [['description'], 'red \u001b[31m', 'description: expected a text'],
    [['config'], null, 'config: expected an object, found null'],
    [['properties'], [], 'properties: expected 1 to 50 entries, found a list'],
    [['properties', 0, 'name'], 'Band Gap', 'properties[0].name: expected a name in lower case'],
    [['properties', 0, 'unit'], 5, 'properties[0].unit: expected a unit, found 5'],
    [['properties', 0, 'transform'], 'exp2', 'properties[0].transform: expected identity or exp10'],
    [['properties', 0, 'scale'], 0, 'properties[0].scale: expected a number other than 0, found 0'],
    [['properties', 0, 'shift'], null, 'properties[0].shift: expected a number, found null'],
    [['properties', 0, 'sclae'], 1, 'properties[0].sclae: expected no field of this name, found 1'],
    [['elements', 1], 'Xx', 'elements[1]: expected the symbol of an element, found "Xx"'],
    [['elements', 1], 'O', 'elements: expected each name once, found "O"'],
    [
      ['training', 'crystals'],
      1.5,
      'training.crystals: expected a whole number above 0, found 1.5',
    ],
    [['heldOut', 'bandgap'], heldOut, 'heldOut.bandgap: expected one of formation_energy'],
    [['heldOut', '__proto__x'], heldOut, 'heldOut.__proto__x: expected a name that fits'],
    [['origin'], 'elsewhere', 'origin: expected published or shipped or own, found "elsewhere"'],
    [['files'], {}, 'files.weights.safetensors: expected a SHA-256 of 64 hexadecimal digits'],
    [['files', '../x'], 'a'.repeat(64), 'files.../x: expected no field of this name'],
    [['wieghts'], 1, 'wieghts: expected no field of this name, found 1'],
  ])('refuses %j to be %j', (path, value, message) => {
    const fault = faultOf(cardWith(path, value));
    expect(fault).toMatch(/^card\.json: /);
    expect(fault).toContain(message);
  });

  it.each([
    ['too few', heldOut.quantiles.slice(1), '19 entries'],
    ['falling', heldOut.quantiles.toReversed(), 'ascending numbers'],
    ['negative', [-1, ...heldOut.quantiles.slice(1)], 'a number that is not negative'],
  ])('refuses quantiles that are %s', (_, quantiles, wanted) => {
    const value = cardWith(['heldOut'], { formation_energy: { ...heldOut, quantiles } });
    expect(faultOf(value)).toContain(`expected ${wanted}`);
  });

  it.each([
    ['none', [], '1 to 118 entries'],
    ['falling', [3, 2], 'ascending numbers'],
    ['twice', [2, 2], 'ascending numbers'],
    ['not whole', [1.5], 'a whole number above 0'],
  ])('refuses numbers of elements that are %s', (_, elementCounts, wanted) => {
    const domain = { elements: ['O'], nearest: [0.7, 1.5] };
    const measured = (more: object): unknown => {
      const errors = { ...heldOut, domain: { ...domain, ...more } };
      return cardWith(['heldOut'], { formation_energy: errors });
    };
    expect(faultOf(measured({ elementCounts }))).toContain(
      `heldOut.formation_energy.domain.elementCounts`,
    );
    expect(faultOf(measured({ elementCounts }))).toContain(`expected ${wanted}`);
    for (const sound of [{}, { elementCounts: [2, 3, 5] }]) {
      expect(faultOf(measured(sound))).toBe('none');
    }
  });

  it.each([null, 5, 'card', [card]])('refuses %j for a card', (value) => {
    expect(faultOf(value)).toContain('the document: expected an object');
  });
});

describe('the bytes of a card', () => {
  const decoder = new TextDecoder();

  it('are the same whatever the order of its fields, and read back', () => {
    const turned = Object.fromEntries(Object.entries(card).reverse()) as typeof card;
    expect(decoder.decode(writeCard(turned))).toBe(decoder.decode(writeCard(card)));
    expect(readCard(writeCard(card))).toEqual(card);
  });

  it.each([
    ['no JSON', new TextEncoder().encode('{"format": 1,')],
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['far too many', new Uint8Array((4 << 20) + 1)],
  ])('are refused when they are %s', (_, bytes) => {
    expect(() => readCard(bytes)).toThrow(modelFault('bad-card'));
  });
});
