import type { Principal } from '@business-control/access-token';
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Authenticated, OpenToGuests } from '../../platform/http/access.decorators.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { CheckMembership } from './queries/check-membership.query.js';

/** For gateways, which ask with the token of whoever wants to enter a room that has members. */
@ApiTags('chat')
@Controller('realtime/rooms')
export class MembershipController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':room/membership')
  @ApiOkResponse({ standardSchema: z.object({}) })
  @Authenticated()
  @OpenToGuests()
  membership(@CurrentPrincipal() principal: Principal, @Param('room', { schema: z.string() }) room: string) {
    return this.queries.execute(new CheckMembership(principal, room));
  }
}
