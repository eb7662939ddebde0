import type { Principal } from '@business-control/access-token';
import { applyDecorators, Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { ChangeCustomer, changeCustomerInput } from './commands/change-customer.command.js';
import { ChargeCustomer, chargeCustomerInput } from './commands/charge-customer.command.js';
import { CreateCustomer, createCustomerInput } from './commands/create-customer.command.js';
import { RecordPayment, recordPaymentInput } from './commands/record-payment.command.js';
import { SetCreditLimit, setCreditLimitInput } from './commands/set-credit-limit.command.js';
import { customerSchema } from './customers.answers.js';
import { GetCustomer } from './queries/get-customer.query.js';
import {
  accountEntriesSchema,
  ListAccountEntries,
  listAccountEntriesInput,
} from './queries/list-account-entries.query.js';
import { customersSchema, ListCustomers, listCustomersInput } from './queries/list-customers.query.js';

type Input<Schema extends z.ZodType> = z.output<Schema>;

const CustomerId = () => Param('customerId', { schema: z.uuid() });

/** Documents a command that answers with the customer. */
const AnswersCustomer = (status: 200 | 201) =>
  applyDecorators(
    ApiResponse({ status, standardSchema: customerSchema }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'sent again with the same key, the command has no further effect and gets the same answer',
    }),
  );

/** Every command answers with the customer as it is then. */
@ApiTags('customers')
@Controller('customers')
export class CustomersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(customersSchema)
  @RequirePermission('customers.read')
  list(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listCustomersInput }) filter: Input<typeof listCustomersInput>,
  ) {
    return this.queries.execute(new ListCustomers(organizationId, filter));
  }

  @Get(':customerId')
  @AnswersSnapshot(customerSchema)
  @RequirePermission('customers.read')
  get(@CurrentPrincipal() { organizationId }: Principal, @CustomerId() customerId: string) {
    return this.queries.execute(new GetCustomer(organizationId, customerId));
  }

  @Get(':customerId/entries')
  @AnswersSnapshot(accountEntriesSchema)
  @RequirePermission('customers.read')
  entries(
    @CurrentPrincipal() { organizationId }: Principal,
    @CustomerId() customerId: string,
    @Query({ schema: listAccountEntriesInput }) filter: Input<typeof listAccountEntriesInput>,
  ) {
    return this.queries.execute(new ListAccountEntries(organizationId, customerId, filter));
  }

  @Post()
  @AnswersCustomer(201)
  @RequirePermission('customers.manage')
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: createCustomerInput }) input: Input<typeof createCustomerInput>,
  ) {
    return this.commands.execute(new CreateCustomer(caller, input));
  }

  @Patch(':customerId')
  @AnswersCustomer(200)
  @RequirePermission('customers.manage')
  change(
    @CurrentCaller() caller: Caller,
    @CustomerId() customerId: string,
    @Body({ schema: changeCustomerInput }) input: Input<typeof changeCustomerInput>,
  ) {
    return this.commands.execute(new ChangeCustomer(caller, { ...input, customerId }));
  }

  @Put(':customerId/credit-limit')
  @AnswersCustomer(200)
  @RequirePermission('customers.manage')
  setCreditLimit(
    @CurrentCaller() caller: Caller,
    @CustomerId() customerId: string,
    @Body({ schema: setCreditLimitInput }) input: Input<typeof setCreditLimitInput>,
  ) {
    return this.commands.execute(new SetCreditLimit(caller, { ...input, customerId }));
  }

  @Post(':customerId/charges')
  @AnswersCustomer(201)
  @RequirePermission('customers.manage')
  charge(
    @CurrentCaller() caller: Caller,
    @CustomerId() customerId: string,
    @Body({ schema: chargeCustomerInput }) input: Input<typeof chargeCustomerInput>,
  ) {
    return this.commands.execute(new ChargeCustomer(caller, { ...input, customerId }));
  }

  @Post(':customerId/payments')
  @AnswersCustomer(201)
  @RequirePermission('customers.manage')
  recordPayment(
    @CurrentCaller() caller: Caller,
    @CustomerId() customerId: string,
    @Body({ schema: recordPaymentInput }) input: Input<typeof recordPaymentInput>,
  ) {
    return this.commands.execute(new RecordPayment(caller, { ...input, customerId }));
  }
}
