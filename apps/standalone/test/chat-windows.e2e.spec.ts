import { fileURLToPath } from 'node:url';
import { type Browser, type Page, startBrowser } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Shop, startShop } from './start-standalone.js';

const screenshots = fileURLToPath(new URL('../../../coverage/screenshots/', import.meta.url));
const PATIENCE_MS = 15_000;

describe('conversations in several windows', () => {
  let shop: Shop;
  let browser: Browser;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([startShop(), startBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await shop?.dispose();
  });

  const openWindow = async (path: string, width = 1180): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 860 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${shop.pageUrl}${path}`);
    return page;
  };
  const openChatAs = async (role: string): Promise<Page> => {
    const page = await openWindow('/conversations');
    await page.getByRole('button', { name: `Sign in as ${role} of acme` }).click();
    await page.getByLabel('Connection: Live').waitFor();
    await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
    return page;
  };

  it('bring a visitor without an account to the sales agent, and the answer back', async () => {
    const agent = await openChatAs('sales agent');
    const visitor = await openWindow('/help/acme', 390);
    await visitor.getByLabel('Your name').fill('Some Visitor');
    await visitor.getByLabel('What is it about?').fill('Opening hours');
    await visitor.getByRole('button', { name: 'Start the conversation' }).click();
    await visitor.getByText('Sales agent looks after you').waitFor();

    await write(visitor, 'Are you open on Sunday?');
    await agent.getByRole('link', { name: /^Some Visitor You · Opening hours 1 unread$/ }).click();
    await messagesOf(agent).getByText('Are you open on Sunday?').waitFor();
    await visitor.getByText('Read', { exact: true }).waitFor();

    await agent.getByRole('textbox', { name: 'Message' }).pressSequentially('Yes');
    await visitor.getByText('Sales agent is typing…').waitFor();
    await write(agent, 'Yes, from ten to four.');
    await messagesOf(visitor).getByText('Yes, from ten to four.').waitFor();
    await agent.screenshot({ path: `${screenshots}help-agent.png` });
    await visitor.screenshot({ path: `${screenshots}help-visitor.png` });

    await visitor.reload();
    await messagesOf(visitor).getByText('Yes, from ten to four.').waitFor();
    await visitor.getByRole('button', { name: 'End', exact: true }).click();
    await visitor.getByRole('button', { name: 'Really end it?' }).click();
    await visitor.getByText('The conversation has ended').waitFor();
    await agent.getByText('Closed. It opens again if Some Visitor writes once more.').waitFor();
  });

  it('are lost to a member of a private channel who is removed, at once', async () => {
    const manager = await openChatAs('manager');
    const cashier = await openChatAs('cashier');
    await manager.getByRole('button', { name: 'New channel' }).click();
    await manager.getByLabel('Name').fill('Summer party');
    await manager.getByText('Private', { exact: true }).click();
    await manager.getByRole('combobox', { name: 'Members besides you' }).click();
    await manager.getByRole('option', { name: 'Cashier' }).click();
    await manager.getByLabel('Name').click();
    await manager.getByRole('button', { name: 'Create' }).click();

    await cashier.getByRole('link', { name: 'Summer party' }).click();
    await write(manager, 'Shall we barbecue?');
    await messagesOf(cashier).getByText('Shall we barbecue?').waitFor();

    await manager.getByRole('button', { name: 'Members of Summer party' }).click();
    await manager.getByRole('button', { name: 'Remove Cashier' }).click();
    await cashier.getByText('You are not in this conversation').waitFor();
    await cashier.getByRole('link', { name: 'Summer party' }).waitFor({ state: 'detached' });
    await manager.getByRole('button', { name: 'Remove Cashier' }).waitFor({ state: 'detached' });
    await manager.keyboard.press('Escape');
    await write(manager, 'It is a surprise for the cashier.');
    await messagesOf(manager).getByText('It is a surprise for the cashier.').waitFor();

    await cashier.getByRole('link', { name: /^General/ }).click();
    await openChannel(manager, 'General');
    await write(manager, 'Good morning, everybody.');
    await messagesOf(cashier).getByText('Good morning, everybody.').waitFor();
    await cashier.getByRole('link', { name: 'Live feed' }).click();
    const received = cashier.getByRole('log').getByText('chat:staff:new-message', { exact: true });
    await received.first().waitFor();
    expect(await received.count(), 'the first message and the one in General').toBe(2);
  });
});

function messagesOf(page: Page) {
  return page.getByRole('log', { name: 'Messages' });
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
  await messagesOf(page).getByText(text).waitFor();
}

async function openChannel(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
}
