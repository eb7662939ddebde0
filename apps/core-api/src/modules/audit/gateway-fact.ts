import {
  GATEWAY_FACTS_EXCHANGE,
  type GatewayFactName,
  gatewayFacts,
} from '@business-control/realtime-contracts';

/** What a gateway reports, as the cause of a reaction. */
export function gatewayFact<Name extends GatewayFactName>(name: Name) {
  return { ...gatewayFacts[name], exchange: GATEWAY_FACTS_EXCHANGE, name };
}
