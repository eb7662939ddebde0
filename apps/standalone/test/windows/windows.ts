import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type Page, startBrowser } from '@business-control/testing';
import { startShop } from '../start-standalone.js';

/** Where pictures for people to look at go. */
export const screenshots = fileURLToPath(new URL('../../../../coverage/screenshots/', import.meta.url));
const PATIENCE_MS = 30_000;

/** Browser windows on the shop that `npm start` runs, each of somebody else. */
export interface Windows {
  readonly browser: Browser;
  /** A window in which nobody is signed in. */
  open(path: string, width?: number): Promise<Page>;
  /** A window of a demo person, connected. */
  openAs(role: string, organization: string, path?: string): Promise<Page>;
  closeAll(): Promise<void>;
  stop(): Promise<void>;
}

export async function startWindows(): Promise<Windows> {
  const [shop, browser] = await Promise.all([startShop(), startBrowser()]);
  const contexts: BrowserContext[] = [];
  const open = async (path: string, width = 1180): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 860 } });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${shop.pageUrl}${path}`);
    return page;
  };
  return {
    browser,
    open,
    openAs: async (role, organization, path = '/') => {
      const page = await open(path);
      await page.getByRole('button', { name: `Sign in as ${role} of ${organization}` }).click();
      await page.getByLabel('Connection: Live').waitFor();
      return page;
    },
    closeAll: async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    },
    stop: async () => {
      await browser.close();
      await shop.dispose();
    },
  };
}
