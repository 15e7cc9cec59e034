const OTHER_PROPERTY = 'a published CGCNN for a property that is not served';
const CLASSIFIER = 'a published classifier, which gives no value of a property';
const OLDER = 'a published MEGNet that a newer one takes the place of';
const POSITIVE_GAPS =
  'a published MEGNet that knows no metals, since it was trained on gaps above 0';
const LESS_ACCURATE = 'a published MEGNet with larger errors than the one that is served';

/** Why a published file that is known by its SHA-256 is no model of ours. */
export const UNSERVED: ReadonlyMap<string, string> = new Map([
  // pre-trained: efermi, final-energy-per-atom, poisson-ratio, semi-metal-classification
  ['5ed4ba15b5bd3e04ce6b0eca75f15bb6465557aada4097f11291ea1e7cd48afb', OTHER_PROPERTY],
  ['1afe9260a0b7bd01d2a0a752fbac12be5badea6a56e57aeea5877ae8f9a32c57', OTHER_PROPERTY],
  ['8d152338550b49ff6c3790cccdb892ee8bafe513bc49ab21955cdf7807e89513', OTHER_PROPERTY],
  ['3791d48885afafb28c0797e22637b63ea591cf7fb27497ce537911261b92edc8', CLASSIFIER],
  // mp-2018.6.1: band_classification, band_gap_regression, formation_energy
  ['51ce69de769f5f8164bfe316d027b18d9b04cec7c06f88d451956aa3319ed9e0', CLASSIFIER],
  ['e149197440863b06e819c3cc11550f7c78eee329b916112dab84d884d21306de', POSITIVE_GAPS],
  ['82363f6ef74747f67bccd75fa0237dfaab5f0da519bf5f9cf8f4bcc11c53712b', OLDER],
  // mp-2019.4.1: formation_energy, log10G, log10K
  ['51de7e372f9fdbd10a519c3fd3cbf6fcd1039cc58e092c85b0f4fef49964f57b', OLDER],
  ['2be27b3fbf59012bed6e6e595c772cf9b67db279cde1686c44987cd132c1b805', LESS_ACCURATE],
  ['ac521bb2f6752e1a7c99df86059114b9b7920223f1db957c11749f34e8f9af4a', LESS_ACCURATE],
]);
