import { type Browser, chromium } from 'playwright-core';
import { requireProgram } from './programs/require-program.js';

export type { Browser, BrowserContext, Page } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium of this machine; the caller closes it. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await requireProgram('chromium'), args: flags });
}
