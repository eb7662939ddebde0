import type { Principal } from '@business-control/access-token';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import {
  ReadNotifications,
  readNotificationsAnswer,
  readNotificationsInput,
} from './commands/read-notifications.command.js';
import {
  ListNotifications,
  listNotificationsInput,
  notificationsSchema,
} from './queries/list-notifications.query.js';

/** Everybody's own notifications. */
@ApiTags('notifications')
@Controller('notifications')
export class NotificationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(notificationsSchema)
  @RequirePermission('notifications.read')
  list(
    @CurrentPrincipal() { organizationId, userId }: Principal,
    @Query({ schema: listNotificationsInput }) page: z.output<typeof listNotificationsInput>,
  ) {
    return this.queries.execute(new ListNotifications(organizationId, userId, page));
  }

  /** All up to now, or up to a notification, were read. */
  @Post('read')
  @ApiOkResponse({ standardSchema: readNotificationsAnswer })
  @HttpCode(200)
  @RequirePermission('notifications.read')
  read(
    @CurrentCaller() caller: Caller,
    @Body({ schema: readNotificationsInput }) input: z.output<typeof readNotificationsInput>,
  ) {
    return this.commands.execute(new ReadNotifications(caller, input));
  }
}
