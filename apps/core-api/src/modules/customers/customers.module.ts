import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { IdentityModule } from '../identity/identity.module.js';
import { ChangeCustomerHandler } from './commands/change-customer.command.js';
import { ChargeCustomerHandler } from './commands/charge-customer.command.js';
import { CreateCustomerHandler } from './commands/create-customer.command.js';
import { RecordPaymentHandler } from './commands/record-payment.command.js';
import { SetCreditLimitHandler } from './commands/set-credit-limit.command.js';
import { CustomerRepository } from './customer.repository.js';
import { CustomerAccounts } from './customer-accounts.js';
import { CustomersController } from './customers.controller.js';
import { GetCustomerHandler } from './queries/get-customer.query.js';
import { ListAccountEntriesHandler } from './queries/list-account-entries.query.js';
import { ListCustomersHandler } from './queries/list-customers.query.js';

@Module({
  imports: [CqrsModule, IdentityModule],
  controllers: [CustomersController],
  providers: [
    CustomerRepository,
    CustomerAccounts,
    CreateCustomerHandler,
    ChangeCustomerHandler,
    SetCreditLimitHandler,
    ChargeCustomerHandler,
    RecordPaymentHandler,
    ListCustomersHandler,
    GetCustomerHandler,
    ListAccountEntriesHandler,
  ],
  exports: [CustomerAccounts],
})
export class CustomersModule {}
