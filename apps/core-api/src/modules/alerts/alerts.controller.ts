import type { Principal } from '@business-control/access-token';
import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { type AlertSettings, alertSettingsSchema } from './alerts.inputs.js';
import { ChangeAlertSettings } from './commands/change-alert-settings.command.js';
import { GetAlertSettings } from './queries/get-alert-settings.query.js';
import { alertsSchema, ListAlerts, listAlertsInput } from './queries/list-alerts.query.js';

@ApiTags('alerts')
@Controller('alerts')
export class AlertsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** What rules have found and still stands. */
  @Get()
  @AnswersSnapshot(alertsSchema)
  @RequirePermission('alerts.read')
  list(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listAlertsInput }) page: z.output<typeof listAlertsInput>,
  ) {
    return this.queries.execute(new ListAlerts(organizationId, page));
  }

  @Get('settings')
  @ApiOkResponse({ standardSchema: alertSettingsSchema })
  @RequirePermission('alerts.read')
  settings(@CurrentPrincipal() { organizationId }: Principal) {
    return this.queries.execute(new GetAlertSettings(organizationId));
  }

  @Put('settings')
  @ApiOkResponse({ standardSchema: alertSettingsSchema })
  @RequirePermission('identity.manage')
  changeSettings(
    @CurrentCaller() caller: Caller,
    @Body({ schema: alertSettingsSchema }) settings: AlertSettings,
  ) {
    return this.commands.execute(new ChangeAlertSettings(caller, settings));
  }
}
