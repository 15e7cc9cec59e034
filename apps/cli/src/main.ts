import { createProgram } from './program';

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    // Errors here are for who typed the command: what is wrong and what to do, not where in the code.
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
