import { elementBySymbol } from './elements';
import { CrystalError } from './errors';
import type { Vector3 } from './vectors';

/** @throws {CrystalError} unknown-element, bad-coordinates, no-sites */
export function checkSites(species: readonly string[], coords: readonly Vector3[]): void {
  if (species.length === 0) throw new CrystalError('no-sites', 'There is no atom.');
  if (species.length !== coords.length) {
    throw new CrystalError(
      'bad-coordinates',
      `There are ${species.length} species for ${coords.length} positions.`,
    );
  }
  species.forEach((symbol, site) => {
    if (!elementBySymbol(symbol)) {
      const message = `Site ${site + 1} is ${JSON.stringify(symbol)}, which is no element.`;
      throw new CrystalError('unknown-element', message, { site });
    }
  });
  coords.forEach((position, site) => {
    if (!position.every(Number.isFinite)) {
      const message = `The position of site ${site + 1} is not finite.`;
      throw new CrystalError('bad-coordinates', message, { site });
    }
  });
}
