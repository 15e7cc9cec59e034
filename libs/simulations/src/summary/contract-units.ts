/** A unit of the contract and the ways to write it, in lower case without blanks. */
interface ContractUnit {
  unit: string;
  spellings: readonly string[];
}

const EV: ContractUnit = {
  unit: 'eV',
  spellings: ['ev', 'electronvolt', 'electronvolts', 'electron-volt', 'electron-volts'],
};
const EV_PER_ATOM: ContractUnit = {
  unit: 'eV/atom',
  spellings: [
    'ev/atom',
    'ev/at',
    'ev/at.',
    'evperatom',
    'ev*atom^-1',
    'ev*atom**-1',
    'evatom^-1',
    'evatom-1',
    'ev·atom⁻¹',
    'evatom⁻¹',
  ],
};
const GPA: ContractUnit = { unit: 'GPa', spellings: ['gpa', 'gigapascal', 'gigapascals'] };
const DIMENSIONLESS: ContractUnit = {
  unit: '1',
  spellings: ['1', '-', 'none', 'dimensionless', 'unitless'],
};

/** Units of the properties that predictions are compared by, under every name they have there. */
const UNITS: ReadonlyMap<string, ContractUnit> = new Map([
  ['bandgap', EV],
  ['band_gap', EV],
  ['gap', EV],
  ['formation_energy', EV_PER_ATOM],
  ['formation_e', EV_PER_ATOM],
  ['energy', EV_PER_ATOM],
  ['bulk_modulus', GPA],
  ['shear_modulus', GPA],
  ['dielectric', DIMENSIONLESS],
  ['stability_score', DIMENSIONLESS],
  ['stability', DIMENSIONLESS],
]);

/**
 * Finds properties whose stated unit is not the contract's: comparing them would be wrong, and
 * converting them in silence would change what the caller said. Properties that the contract does
 * not know may have any unit.
 * @returns a message that names property, unit and remedy; undefined when all fit
 */
export function foreignUnit(units: Readonly<Record<string, string>>): string | undefined {
  for (const [property, stated] of Object.entries(units)) {
    const expected = UNITS.get(property);
    if (!expected) continue;
    const plain = stated.toLowerCase().replace(/\s+/g, '');
    if (!expected.spellings.includes(plain)) {
      return (
        `${property} is given in ${JSON.stringify(stated)}, and is compared in ` +
        `${JSON.stringify(expected.unit)}: convert the value and send that unit.`
      );
    }
  }
  return undefined;
}
