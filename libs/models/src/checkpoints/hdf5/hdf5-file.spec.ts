import { readFixture } from '../../../test-support/checkpoint-fixtures';
import { readKerasHdf5 } from '../keras/read-keras-hdf5';

describe('HDF5 files that Keras does not write', () => {
  it.each([
    ['newer', /layout 3; save it with libver='earliest'/],
    ['chunked', /in chunks/],
    ['compressed', /compressed/],
    ['big-endian', /not little-endian/],
    ['half', /not little-endian IEEE 754/],
    ['unsigned', /whole numbers of a kind/],
    ['text', /holds no numbers/],
    ['compound', /neither number nor text/],
    ['soft-link', /links to something elsewhere/],
    ['external-link', /external/],
    ['external-storage', /external/],
    ['circle', /has no "w:0"/],
    ['numbers', /holds no text/],
  ])('are refused: %s', (name, message) => {
    expect(() => readKerasHdf5(readFixture(`foreign-${name}.hdf5`))).toThrow(message);
  });
});
