import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AuditController } from './audit.controller.js';
import { RecordAccountChangeOnIdentityEvent } from './consumers/record-account-change-on-identity-event.consumer.js';
import { RecordConnectionOnConnectionOpened } from './consumers/record-connection-on-connection-opened.consumer.js';
import { RecordDisconnectionOnConnectionClosed } from './consumers/record-disconnection-on-connection-closed.consumer.js';
import { RecordEmissionsOnEmissionsSummarized } from './consumers/record-emissions-on-emissions-summarized.consumer.js';
import { ListAuditEntriesHandler } from './queries/list-audit-entries.query.js';

@Module({
  imports: [CqrsModule],
  controllers: [AuditController],
  providers: [
    ListAuditEntriesHandler,
    RecordAccountChangeOnIdentityEvent,
    RecordConnectionOnConnectionOpened,
    RecordDisconnectionOnConnectionClosed,
    RecordEmissionsOnEmissionsSummarized,
  ],
})
export class AuditModule {}
