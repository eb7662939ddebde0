import { Module } from '@nestjs/common';
import { CoreApiClient } from '../core-api/core-api.client.js';
import { LimitsModule } from '../limits/limits.module.js';
import { ConnectionControls } from './connection-controls.js';
import { LiveSockets } from './live-sockets.js';
import { MembershipLeases } from './membership-leases.js';
import { Memberships } from './memberships.js';
import { Standings } from './standings.js';

/** Who may be connected, from moment to moment. */
@Module({
  imports: [LimitsModule],
  providers: [ConnectionControls, CoreApiClient, LiveSockets, MembershipLeases, Memberships, Standings],
  exports: [ConnectionControls, CoreApiClient, LiveSockets, MembershipLeases, Memberships, Standings],
})
export class AuthorizationModule {}
