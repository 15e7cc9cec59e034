import { StructureFormatError } from '../errors';
import { CifTokenizer, Token } from './tokenizer';

function tokensOf(text: string): [Token, string, number][] {
  const tokens = new CifTokenizer(text);
  const found: [Token, string, number][] = [];
  for (let token = tokens.next(); token !== Token.End; token = tokens.next()) {
    found.push([token, token === Token.Loop ? '' : tokens.text, tokens.line]);
  }
  return found;
}

const valuesOf = (text: string): string[] =>
  tokensOf(text)
    .filter(([token]) => token === Token.Value)
    .map(([, value]) => value);

describe('CifTokenizer', () => {
  it('tells blocks, loops, tags and values apart, whatever the case of the words', () => {
    expect(tokensOf('DATA_Si loop_\n_a\n_b 1 LOOP_ save_x')).toEqual([
      [Token.Data, 'Si', 1],
      [Token.Loop, '', 1],
      [Token.Tag, '_a', 2],
      [Token.Tag, '_b', 3],
      [Token.Value, '1', 3],
      [Token.Loop, '', 3],
      [Token.Save, 'save_x', 3],
    ]);
  });

  it.each([
    [`'a dog's life' x`, [`a dog's life`, 'x']],
    [`"6' long" "say ""`, [`6' long`, 'say "']],
    [`O1' O2'' 5'-end`, [`O1'`, `O2''`, `5'-end`]],
    [`'open x\ny`, [`'open`, 'x', 'y']],
    [`'a' # 'comment'\n#x\ny#z`, ['a', 'y#z']],
    [`'' ""`, ['', '']],
    [`'''two\nlines''' x`, ['two\nlines', 'x']],
    [`data loop data_x`, ['data', 'loop']],
    ['\0 a\tb\f', ['a', 'b']],
  ])('reads %j', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each(['\n', '\r\n', '\r'])('reads text fields and counts lines ended by %j', (end) => {
    const lines = ['_a', ';one', 'two ; three', ';', '_b', ';', ';', '_c 1'];
    expect(tokensOf(lines.join(end)).map(([, text, line]) => [text, line])).toEqual([
      ['_a', 1],
      [`one${end}two ; three`, 2],
      ['_b', 5],
      ['', 6],
      ['_c', 8],
      ['1', 8],
    ]);
  });

  it('names the line of a text field that is never closed', () => {
    expect(() => tokensOf('_a\n;open\nfor ever')).toThrow(StructureFormatError);
    expect(() => tokensOf('_a\n;open\nfor ever')).toThrow(/^Line 2: /);
  });

  it('knows quoted question marks from unknown values', () => {
    const tokens = new CifTokenizer(`? '?'`);
    tokens.next();
    expect(tokens.quoted).toBe(false);
    tokens.next();
    expect(tokens.quoted).toBe(true);
  });
});
