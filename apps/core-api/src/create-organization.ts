import { runCreateOrganization } from './operator/run-create-organization.js';
import { StartupError } from './platform/errors/startup-error.js';

try {
  const { argv, env, stdin, stderr } = process;
  process.stdout.write(await runCreateOrganization({ args: argv.slice(2), env, stdin, stderr }));
} catch (error) {
  const reason = error instanceof StartupError ? error.message : inspect(error);
  process.stderr.write(`create-organization: ${reason}\n`);
  process.exitCode = 1;
}

function inspect(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
