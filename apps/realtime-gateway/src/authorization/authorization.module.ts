import { Module } from '@nestjs/common';
import { ConnectionControls } from './connection-controls.js';
import { LiveSockets } from './live-sockets.js';
import { Standings } from './standings.js';

/** Who may be connected, from moment to moment. */
@Module({
  providers: [ConnectionControls, LiveSockets, Standings],
  exports: [ConnectionControls, LiveSockets, Standings],
})
export class AuthorizationModule {}
