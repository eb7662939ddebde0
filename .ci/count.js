// node .ci/count.js <vitest's JSON report> <exit code of the tests>
import { readFileSync } from 'node:fs';

const [, , file, exitCode] = process.argv;
const { passed, failed } = read();
// A run can fail beside its tests: a server did not start, coverage is too low, vitest itself died.
const hidden = exitCode !== '0' && failed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed + hidden} failed`);

function read() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    // A file that could not be loaded has no tests to count.
    const unloadable = testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
    );
    return { passed: numPassedTests, failed: numFailedTests + unloadable.length };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
