import * as parser from 'socket.io-parser';
import { ConnectionRefused, type SocketErrorCode } from './error-codes.js';

/**
 * The parser of Socket.IO, which gives a code to the one refusal that Socket.IO words itself: that of a namespace that does not
 * exist. To refuse in a namespace made for the name would keep that namespace, and with Redis its subscriptions, for
 * every name that anybody invents.
 */
export function parserThatRefusesWithCodes(refused: (code: SocketErrorCode) => void): typeof parser {
  class RefusalEncoder extends parser.Encoder {
    override encode(packet: parser.Packet): ReturnType<parser.Encoder['encode']> {
      // What a middleware refuses has a code.
      if (packet.type !== parser.PacketType.CONNECT_ERROR || packet.data?.data) return super.encode(packet);
      const { code, message, data } = new ConnectionRefused('namespace.closed');
      refused(code);
      return super.encode({ ...packet, data: { message, data } });
    }
  }
  return { ...parser, Encoder: RefusalEncoder };
}
