import { Module } from '@nestjs/common';
import { ConnectionObservers } from './connection-observers.js';

@Module({ providers: [ConnectionObservers], exports: [ConnectionObservers] })
export class ConnectionObserversModule {}
