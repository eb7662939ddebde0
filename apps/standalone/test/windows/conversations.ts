import { eventually, type Page } from '@business-control/testing';
import { expect, it } from 'vitest';
import { screenshots, type Windows } from './windows.js';

export function conversations(windows: () => Windows): void {
  const openChatAs = async (role: string): Promise<Page> => {
    const page = await windows().openAs(role, 'acme', '/conversations');
    await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
    return page;
  };

  it('bring a visitor without an account to the sales agent, and the answer back', async () => {
    const agent = await openChatAs('sales agent');
    const visitor = await windows().open('/help/acme', 390);
    await visitor.getByLabel('Your name').fill('Some Visitor');
    await visitor.getByLabel('What is it about?').fill('Opening hours');
    await visitor.getByRole('button', { name: 'Start the conversation' }).click();
    await visitor.getByText('Sales agent looks after you').waitFor();

    await write(visitor, 'Are you open on Sunday?');
    await agent.getByRole('link', { name: /^Some Visitor You · Opening hours 1 unread$/ }).click();
    await messagesOf(agent).getByText('Are you open on Sunday?').waitFor();
    await visitor.getByText('Read', { exact: true }).waitFor();

    // What is typed before both are in the room of the conversation is told to nobody, and kept nowhere.
    await eventually(async () => {
      await agent.getByRole('textbox', { name: 'Message' }).pressSequentially('Yes ');
      expect(await visitor.getByText('Sales agent is typing…').isVisible()).toBe(true);
    });
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
    await messagesOf(manager).getByText('Read by Cashier').waitFor();
    await manager.reload();
    await messagesOf(manager).getByText('Read by Cashier').waitFor();
    await cashier.getByRole('link', { name: 'Live feed' }).click();
    const received = cashier.getByRole('log').getByRole('button', { name: 'chat:staff:new-message' });
    await received.first().waitFor();
    const entries = await received.all();
    for (const entry of entries) await entry.click();
    const told = cashier.getByRole('log').locator('pre');
    await eventually(async () => expect(await told.count()).toBe(entries.length));
    expect((await told.allTextContents()).join()).not.toContain('surprise');
  });
}

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
