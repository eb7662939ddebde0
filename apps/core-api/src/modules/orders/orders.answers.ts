import { orderSchema } from '@business-control/realtime-contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';

/** Documents a command that answers with the order. */
export const AnswersOrder = (status: 200 | 201) =>
  applyDecorators(
    ApiResponse({ status, standardSchema: orderSchema }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'sent again with the same key, the command has no further effect and gets the same answer',
    }),
  );
