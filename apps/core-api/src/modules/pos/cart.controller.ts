import type { Principal } from '@business-control/access-token';
import { cartSchema } from '@business-control/realtime-contracts';
import {
  applyDecorators,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { ErrorsOf } from '../../platform/http/errors-of.decorator.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { AddDiscount, addDiscountInput } from './commands/add-discount.command.js';
import { AddLine, addLineInput } from './commands/add-line.command.js';
import { CancelCart } from './commands/cancel-cart.command.js';
import { ChangeLineQuantity, changeLineQuantityInput } from './commands/change-line-quantity.command.js';
import { ConfirmCart, confirmedSchema } from './commands/confirm-cart.command.js';
import { OpenCart, openCartInput } from './commands/open-cart.command.js';
import { RemoveDiscount } from './commands/remove-discount.command.js';
import { RemoveLine } from './commands/remove-line.command.js';
import { TakePayment, takePaymentInput } from './commands/take-payment.command.js';
import { VoidPayment } from './commands/void-payment.command.js';
import { GetCart } from './queries/get-cart.query.js';
import { cartsSchema, ListCarts, listCartsInput } from './queries/list-carts.query.js';

type Input<Schema extends z.ZodType> = z.output<Schema>;

const CartId = () => Param('cartId', { schema: z.uuid() });

const idempotencyKeyHeader = {
  name: 'Idempotency-Key',
  description: 'sent again with the same key, the command has no further effect and gets the same answer',
};

/** Documents a command that answers with the cart. */
const AnswersCart = (status: 200 | 201) =>
  applyDecorators(ApiResponse({ status, standardSchema: cartSchema }), ApiHeader(idempotencyKeyHeader));

/** Every command answers with the cart as it is then. */
@ApiTags('pos')
@ErrorsOf('inventory')
@Controller('pos/carts')
export class CartController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(cartsSchema)
  @RequirePermission('pos.read')
  list(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listCartsInput }) filter: Input<typeof listCartsInput>,
  ) {
    return this.queries.execute(new ListCarts(organizationId, filter));
  }

  @Get(':cartId')
  @AnswersSnapshot(cartSchema)
  @RequirePermission('pos.read')
  get(@CurrentPrincipal() { organizationId }: Principal, @CartId() cartId: string) {
    return this.queries.execute(new GetCart(organizationId, cartId));
  }

  @Post()
  @AnswersCart(201)
  @RequirePermission('pos.sell')
  open(@CurrentCaller() caller: Caller, @Body({ schema: openCartInput }) input: Input<typeof openCartInput>) {
    return this.commands.execute(new OpenCart(caller, input));
  }

  @Post(':cartId/lines')
  @AnswersCart(201)
  @RequirePermission('pos.sell')
  addLine(
    @CurrentCaller() caller: Caller,
    @CartId() cartId: string,
    @Body({ schema: addLineInput }) input: Input<typeof addLineInput>,
  ) {
    return this.commands.execute(new AddLine(caller, { ...input, cartId }));
  }

  @Patch(':cartId/lines/:lineId')
  @AnswersCart(200)
  @RequirePermission('pos.sell')
  changeLineQuantity(
    @CurrentCaller() caller: Caller,
    @CartId() cartId: string,
    @Param('lineId', { schema: z.uuid() }) lineId: string,
    @Body({ schema: changeLineQuantityInput }) input: Input<typeof changeLineQuantityInput>,
  ) {
    return this.commands.execute(new ChangeLineQuantity(caller, { ...input, cartId, lineId }));
  }

  @Delete(':cartId/lines/:lineId')
  @AnswersCart(200)
  @RequirePermission('pos.sell')
  removeLine(
    @CurrentCaller() caller: Caller,
    @CartId() cartId: string,
    @Param('lineId', { schema: z.uuid() }) lineId: string,
  ) {
    return this.commands.execute(new RemoveLine(caller, { cartId, lineId }));
  }

  @Post(':cartId/discounts')
  @AnswersCart(201)
  @RequirePermission('pos.sell')
  addDiscount(
    @CurrentCaller() caller: Caller,
    @CartId() cartId: string,
    @Body({ schema: addDiscountInput }) input: Input<typeof addDiscountInput>,
  ) {
    return this.commands.execute(new AddDiscount(caller, { ...input, cartId }));
  }

  @Delete(':cartId/discounts/:discountId')
  @AnswersCart(200)
  @RequirePermission('pos.sell')
  removeDiscount(
    @CurrentCaller() caller: Caller,
    @CartId() cartId: string,
    @Param('discountId', { schema: z.uuid() }) discountId: string,
  ) {
    return this.commands.execute(new RemoveDiscount(caller, { cartId, discountId }));
  }

  @Post(':cartId/payments')
  @AnswersCart(201)
  @RequirePermission('pos.sell')
  takePayment(
    @CurrentCaller() caller: Caller,
    @CartId() cartId: string,
    @Body({ schema: takePaymentInput }) input: Input<typeof takePaymentInput>,
  ) {
    return this.commands.execute(new TakePayment(caller, { ...input, cartId }));
  }

  @Delete(':cartId/payments/:paymentId')
  @AnswersCart(200)
  @RequirePermission('pos.sell')
  voidPayment(
    @CurrentCaller() caller: Caller,
    @CartId() cartId: string,
    @Param('paymentId', { schema: z.uuid() }) paymentId: string,
  ) {
    return this.commands.execute(new VoidPayment(caller, { cartId, paymentId }));
  }

  @Post(':cartId/confirm')
  @ApiHeader(idempotencyKeyHeader)
  @ApiOkResponse({ standardSchema: confirmedSchema })
  @HttpCode(200)
  @RequirePermission('pos.sell')
  confirm(@CurrentCaller() caller: Caller, @CartId() cartId: string) {
    return this.commands.execute(new ConfirmCart(caller, { cartId }));
  }

  @Post(':cartId/cancel')
  @HttpCode(200)
  @AnswersCart(200)
  @RequirePermission('pos.sell')
  cancel(@CurrentCaller() caller: Caller, @CartId() cartId: string) {
    return this.commands.execute(new CancelCart(caller, { cartId }));
  }
}
