import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { CustomerRepository } from '../customer.repository.js';
import { type CustomerAnswer, customerAnswer } from '../customers.answers.js';

export class GetCustomer extends Query<Snapshot<CustomerAnswer>> {
  constructor(
    readonly organizationId: string,
    readonly customerId: string,
  ) {
    super();
  }
}

@QueryHandler(GetCustomer)
export class GetCustomerHandler implements IQueryHandler<GetCustomer> {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomerRepository,
  ) {}

  execute({ organizationId, customerId }: GetCustomer): Promise<Snapshot<CustomerAnswer>> {
    return readSnapshot(this.database, organizationId, async (tx) =>
      customerAnswer(await this.customers.get(tx, organizationId, customerId)),
    );
  }
}
