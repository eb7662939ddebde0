import type { IncomingMessage } from 'node:http';

/** Where clients without Socket.IO connect. */
export const PLAIN_WEBSOCKET_PATH = '/ws';

type Request = Pick<IncomingMessage, 'url'>;

/** Engine.IO answers its own path alone, so what came by this one was let in for it. */
export function isPlainWebSocket({ url }: Request): boolean {
  return url?.split('?', 1)[0] === PLAIN_WEBSOCKET_PATH;
}

/** Whether somebody with these roles may use the endpoint a connection came by; Socket.IO requires none. */
export function mayUseEndpoint(
  request: Request,
  roles: readonly string[],
  required: string | undefined,
): boolean {
  return required === undefined || !isPlainWebSocket(request) || roles.includes(required);
}
