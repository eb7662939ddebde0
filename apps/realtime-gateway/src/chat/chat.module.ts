import { Module } from '@nestjs/common';
import { AuthorizationModule } from '../authorization/authorization.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { ChatCalls } from './chat.calls.js';
import { TypingCalls } from './typing.calls.js';

@Module({
  imports: [AuthorizationModule, DeliveryModule, PresenceModule],
  providers: [ChatCalls, TypingCalls],
})
export class ChatModule {}
