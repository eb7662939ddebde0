/** What `welcome` needs to know of the demo data. */
interface DemoLogins {
  readonly organizations: readonly {
    readonly slug: string;
    readonly people: readonly { readonly mailbox: string }[];
  }[];
  readonly password: string;
}

/** What the terminal shows once everything runs: where the page is and whom to sign in as. */
export function welcome(pageUrl: string, demo: DemoLogins | undefined): string {
  const logins = demo?.organizations.map(
    ({ slug, people }) =>
      `    ${slug.padEnd(8)}${people.map(({ mailbox }) => `${mailbox}@${slug}.test`).join('  ')}`,
  );
  return [
    '',
    `  Business Control is ready: ${pageUrl}`,
    ...(demo && logins ? ['', `  Demo logins, password ${demo.password}:`, ...logins] : []),
    '',
    '  Ctrl-C stops it.',
    '',
    '',
  ].join('\n');
}
