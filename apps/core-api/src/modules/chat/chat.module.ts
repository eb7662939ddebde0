import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { IdentityModule } from '../identity/identity.module.js';
import { HelpTickets } from './help-tickets.js';
import { TicketRepository } from './ticket.repository.js';

@Module({
  imports: [CqrsModule, IdentityModule],
  providers: [TicketRepository, HelpTickets],
  exports: [HelpTickets],
})
export class ChatModule {}
