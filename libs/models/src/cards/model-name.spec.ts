import { modelFault } from '../../test-support/model-fault';
import { checkModelName } from './model-name';

describe('checkModelName', () => {
  it.each(['CGCNN-band-gap', 'MEGNet-MP-2018.6.1-Eform', 'x', '7', 'a'.repeat(100)])(
    'takes %s',
    (name) => {
      expect(checkModelName(name)).toBe(name);
    },
  );

  it.each([
    '',
    '.',
    '..',
    '.staging',
    '../x',
    'a/b',
    'a\\b',
    'a b',
    'a\0',
    'a\n',
    '-a',
    'a.',
    'C:',
    'ä',
    'a'.repeat(101),
  ])('refuses %j', (name) => {
    expect(() => checkModelName(name)).toThrow(modelFault('bad-name'));
  });
});
