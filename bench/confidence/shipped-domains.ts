import {
  CARD_FILE,
  domainOfTraining,
  ModelStore,
  parseConfiguration,
  shippedDirectory,
  writeCard,
  type HeldOutErrors,
} from '@nano-os/models';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const DATA = join(process.env.NANO_OS_SHARED ?? join(ROOT, '../shared'), 'data');

/**
 * Writes anew what the cards of the shipped models say of the crystals that they were trained on,
 * as a training would write it: for when what is told of them has changed, and the weights not.
 */
async function main(): Promise<void> {
  const weights = shippedDirectory() ?? '';
  const store = new ModelStore(weights);
  for (const name of await store.names()) {
    const { card } = await store.open(name);
    const text = readFileSync(join(ROOT, card.source), 'utf8');
    const configuration = parseConfiguration(JSON.parse(text) as unknown, card.source);
    const start = configuration.start && (await store.open(configuration.start.model));
    const { domain, crystals } = await domainOfTraining(configuration, DATA, start);
    if (crystals !== card.training.crystals) {
      throw new Error(`${name} was trained on ${card.training.crystals} crystals, not ${crystals}`);
    }
    const measured = Object.entries(card.heldOut);
    const heldOut = Object.fromEntries(
      measured.map(([property, errors]): [string, HeldOutErrors] => [
        property,
        { ...errors, domain },
      ]),
    );
    writeFileSync(join(weights, name, CARD_FILE), writeCard({ ...card, heldOut }));
    console.log(`${name}: crystals of ${domain.elementCounts?.join(', ')} elements`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
