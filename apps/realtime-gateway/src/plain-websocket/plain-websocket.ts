import { EventEmitter } from 'node:events';
import { REALTIME_NAMESPACE } from '@business-control/realtime-contracts';
import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';
import type { RawData, WebSocket } from 'ws';
import { closingOf, type SocketErrorCode } from '../connections/error-codes.js';
import { CONNECT_TIMEOUT_MS } from '../connections/limits.js';
import { type ClientFrame, callOf, readFrame } from './client-frames.js';
import { closeCodeOf } from './close-codes.js';
import { answerOf, frameOf, type ServerFrame } from './server-frames.js';
import { SharedTexts } from './shared-texts.js';

/** The packets of Engine.IO, by their first character. */
const OPEN = '0';
const PING = '2';
const PONG = '3';
const MESSAGE = '4';

const encoder = new Encoder();
const events = new SharedTexts();

type Done = (error?: Error) => void;

/** Told why a client was refused of which the gateway never heard. */
export type Refused = (code: SocketErrorCode) => void;

/** Where it is: its first frame is awaited, was presented, was accepted; or it is being closed. */
type Stage = 'new' | 'presented' | 'accepted' | 'ended';

/**
 * The WebSocket of a plain client, for Engine.IO: it reads and writes packets of Engine.IO and Socket.IO here, the
 * client JSON frames. Nothing is decided here that the gateway decides; so a plain client is a socket like any other.
 */
export class PlainWebSocket extends EventEmitter {
  readonly #decoder = new Decoder();
  readonly #timeout: NodeJS.Timeout;
  /** What came after the first frame, until that is answered. */
  readonly #held: (ClientFrame | undefined)[] = [];
  readonly #unanswered = new Map<number, { readonly call: string; readonly id: ClientFrame['id'] }>();
  #stage: Stage = 'new';
  #calls = 0;
  /** What the packet just decoded means to the client. */
  #decoded: ServerFrame | undefined;
  /** Why it is being closed, when that was said. */
  #code: string | undefined;

  constructor(
    private readonly ws: WebSocket,
    private readonly refused: Refused,
  ) {
    super();
    this.#timeout = setTimeout(() => this.#refuse('auth.timeout'), CONNECT_TIMEOUT_MS);
    this.#decoder.on('decoded', (packet) => {
      this.#decoded = this.#frameOf(packet);
    });
    ws.on('message', (data: RawData, isBinary: boolean) =>
      this.#hear(isBinary ? undefined : readFrame(String(data))),
    );
    ws.on('pong', () => this.emit('message', PONG, false));
    ws.on('error', (error) => this.emit('error', error));
    ws.on('close', () => {
      this.#end();
      this.emit('close');
    });
  }

  /** The TCP socket, where Engine.IO looks for it. */
  get _socket(): unknown {
    return Reflect.get(this.ws, '_socket');
  }

  /** Engine.IO writes a packet; `done` when the operating system has what the client gets of it. */
  send(packet: string, done: Done): void {
    if (packet === PING) {
      this.ws.ping('', false, done);
      return;
    }
    const known = events.of(packet);
    const frame = known === undefined ? this.#translate(packet) : undefined;
    const text = known ?? (frame && JSON.stringify(frame));
    if (text === undefined) process.nextTick(done);
    else this.ws.send(text, done);
    // All else is for one client alone.
    if (frame?.type === 'event' && text !== undefined) events.add(packet, text);
    if (frame?.type === 'auth_error') this.close();
  }

  close(): void {
    this.#end();
    this.ws.close(closeCodeOf(this.#code), this.#code);
  }

  #translate(packet: string): ServerFrame | undefined {
    if (packet.startsWith(OPEN)) return { type: 'welcome' };
    this.#decoded = undefined;
    // Decodes in one go: nothing the gateway sends has attachments.
    if (packet.startsWith(MESSAGE)) this.#decoder.add(packet.slice(1));
    return this.#decoded;
  }

  #frameOf({ type, data, id }: Packet): ServerFrame | undefined {
    if (type === PacketType.CONNECT_ERROR) return this.#refusal(data?.data);
    if (type === PacketType.EVENT) return this.#eventFrame(data);
    if (type !== PacketType.ACK || id === undefined) return undefined;
    const asked = this.#unanswered.get(id);
    this.#unanswered.delete(id);
    return asked && answerOf(asked.call, asked.id, data[0]);
  }

  #eventFrame([name, payload, meta]: [name: string, payload: unknown, meta: unknown]): ServerFrame {
    const frame = frameOf(name, payload, meta);
    if (frame.type === 'auth_success') this.#accept();
    if (frame.type !== 'closing') return frame;
    if (this.#stage === 'presented') return this.#refusal(frame);
    this.#code = String(frame.code);
    return frame;
  }

  #refusal(refusal: Readonly<Record<string, unknown>> | undefined): ServerFrame {
    const told = refusal ?? closingOf('internal');
    this.#code = String(told.code);
    return { ...told, type: 'auth_error' };
  }

  /** Says no before the gateway was asked. */
  #refuse(code: SocketErrorCode): void {
    this.refused(code);
    this.ws.send(JSON.stringify(this.#refusal({ ...closingOf(code) })));
    this.close();
  }

  #hear(frame: ClientFrame | undefined): void {
    if (this.#stage === 'new') this.#present(frame);
    else if (this.#stage === 'presented') this.#held.push(frame);
    else if (this.#stage === 'accepted') this.#call(frame);
  }

  #present(frame: ClientFrame | undefined): void {
    if (frame?.type !== 'auth') {
      this.#refuse('handshake.invalid');
      return;
    }
    clearTimeout(this.#timeout);
    this.#stage = 'presented';
    // What is held is no more than what came with the first frame.
    this.ws.pause();
    this.#pass({ type: PacketType.CONNECT, nsp: REALTIME_NAMESPACE, data: frame.body });
  }

  #accept(): void {
    this.#stage = 'accepted';
    for (const frame of this.#held.splice(0)) this.#call(frame);
    this.ws.resume();
  }

  #call(frame: ClientFrame | undefined): void {
    const call = callOf(frame);
    const id = this.#calls;
    this.#calls += 1;
    this.#unanswered.set(id, { call, id: frame?.id });
    this.#pass({ type: PacketType.EVENT, nsp: REALTIME_NAMESPACE, id, data: [call, frame?.body] });
  }

  #pass(packet: Packet): void {
    for (const encoded of encoder.encode(packet)) this.emit('message', `${MESSAGE}${encoded}`, false);
  }

  /** Nothing is heard from now on. */
  #end(): void {
    clearTimeout(this.#timeout);
    this.#stage = 'ended';
    this.#held.length = 0;
    this.ws.resume();
  }
}
