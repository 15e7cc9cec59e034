/** SPDX names of licences under which a package may be used, changed and passed on with this one. */
const PERMITTED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
]);

/**
 * The licences of an SPDX expression that are not permitted. Of `A OR B` both are asked for, which is
 * stricter than needed and right for every expression.
 */
export function refusedLicences(expression: string): string[] {
  const names = expression.split(/[\s()]+/).filter((word) => word && !/^(?:AND|OR)$/.test(word));
  return names.filter((name) => !PERMITTED.has(name));
}
