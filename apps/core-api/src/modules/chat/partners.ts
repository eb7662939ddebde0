import type { Permission } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { People } from '../identity/people.js';
import { directConversation } from './conversation.js';
import { MessageRepository } from './message.repository.js';

/** With whom one may talk, and what about. */
@Injectable()
export class Partners {
  constructor(
    private readonly people: People,
    private readonly messages: MessageRepository,
  ) {}

  /** Everybody who can sign in and may do what the permission opens, by name. */
  async all(tx: Transaction, organizationId: string, permission: Permission): Promise<Person[]> {
    const holders = await this.people.holding(tx, organizationId, permission);
    return holders
      .map(({ userId, displayName }) => ({ userId, displayName }))
      .sort((one, other) => one.displayName.localeCompare(other.displayName));
  }

  /** Those of everybody whom the ids name, in that order. Throws `chat.person-not-found`. */
  async mayAll(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
    permission: Permission,
  ): Promise<Person[]> {
    if (userIds.length === 0) return [];
    const everybody = await this.all(tx, organizationId, permission);
    return userIds.map((wanted) => {
      const person = everybody.find(({ userId }) => userId === wanted);
      if (!person) throw new RuleViolated('chat.person-not-found');
      return person;
    });
  }

  /** As `mayAll`, for one. */
  async may(
    tx: Transaction,
    organizationId: string,
    userId: string,
    permission: Permission,
  ): Promise<Person> {
    const [person] = await this.mayAll(tx, organizationId, [userId], permission);
    if (!person) throw new RuleViolated('chat.person-not-found');
    return person;
  }

  /** What was written stays readable, whatever became of the other. Throws `chat.person-not-found` for somebody never heard of. */
  async mustBeKnown(tx: Transaction, organizationId: string, userId: string, peerId: string): Promise<void> {
    if (await this.people.find(tx, organizationId, peerId)) return;
    const conversation = directConversation(userId, peerId);
    if (await this.messages.last(tx, organizationId, conversation)) return;
    throw new RuleViolated('chat.person-not-found');
  }
}
