import { Injectable } from '@nestjs/common';
import {
  CallerCommand,
  type CommandContext,
  Commands,
  type Outcome,
} from '../../platform/commands/commands.js';
import type { Channel } from './channel.js';
import { ChannelRepository } from './channel.repository.js';
import { admitToChannel, type ChannelAct } from './conversation-access.js';

/** A command about one channel. */
export abstract class ChannelCommand<Input extends object, Result> extends CallerCommand<
  Input & { readonly channelId: string },
  Result
> {}

/** A channel that the transaction has locked, and whether the caller is on its list of members. */
export interface LockedChannel {
  readonly channel: Channel;
  readonly member: boolean;
}

/** What every command about an existing channel does around its decision. */
@Injectable()
export class ChannelCommands {
  constructor(
    private readonly commands: Commands,
    private readonly channels: ChannelRepository,
  ) {}

  /** `act` is what the caller must be allowed to do; nothing for what one does to oneself. */
  run<Input extends object, Result>(
    command: ChannelCommand<Input, Result>,
    act: ChannelAct | undefined,
    work: (channel: LockedChannel, context: CommandContext) => Promise<Outcome<Result>>,
  ): Promise<Result> {
    return this.commands.run(command, async (context) => {
      const { tx, organizationId, by } = context;
      const locked = await this.channels.lock(tx, organizationId, command.input.channelId, by.userId);
      const { channel, member } = locked;
      if (act) admitToChannel(command.caller.principal, { ...channel, member }, act);
      return work(locked, context);
    });
  }
}
