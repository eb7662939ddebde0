import type { Principal } from '@business-control/access-token';
import { formatCursor } from '@business-control/realtime-contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Database } from '../database/database.js';
import { Authenticated, OpenToGuests } from '../http/access.decorators.js';
import { CurrentPrincipal } from '../http/principal.js';
import { establishPosition } from './position.js';

const positionSchema = z.object({ cursor: z.string().describe('opaque') });

/** For gateways, which ask with the token of a user whose organization they have not heard of lately. */
@ApiTags('realtime')
@Controller('realtime')
export class PositionController {
  constructor(private readonly database: Database) {}

  /** Where the events of the caller's organization stand. */
  @Get('position')
  @Authenticated()
  @OpenToGuests()
  @ApiOkResponse({ standardSchema: positionSchema })
  async position(
    @CurrentPrincipal() { organizationId }: Principal,
  ): Promise<z.output<typeof positionSchema>> {
    const position = await this.database.transaction((tx) => establishPosition(tx, organizationId));
    return { cursor: formatCursor(position) };
  }
}
