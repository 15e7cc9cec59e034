import { findDrift } from './drift';

/** Prints what a migration still has to do; fails when that is anything. */
async function main(): Promise<void> {
  const { up } = await findDrift();
  if (up.length === 0) return;
  console.error('The migrations lack what the entities say; the next one has to run:');
  for (const query of up) console.error(`  ${query};`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
