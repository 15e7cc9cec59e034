/** Prints the one line that says what ran, after everything else the run prints. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
    const skipped = numPendingTests + numTodoTests;
    process.on('exit', () => {
      console.log(`tests: ${numPassedTests} passed, ${numFailedTests} failed, ${skipped} skipped`);
    });
  }
}
