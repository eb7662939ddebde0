import { createSocket } from 'node:dgram';

const ADDRESS_RECORD = 1;
const HEADER_BYTES = 12;

export interface NameServer {
  readonly address: string;
  close(): Promise<void>;
}

/** A DNS server that answers as Docker's does: with every IPv4 address behind a name. */
export async function startNameServer(
  addresses: Readonly<Record<string, readonly string[]>>,
): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const answer = answerTo(query, addresses);
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** RFC 1035, for one question: the same header and question, then an A record for each address. */
function answerTo(query: Buffer, addresses: Readonly<Record<string, readonly string[]>>): Buffer {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const endOfQuestion = at + 5;
  const known = addresses[labels.join('.').toLowerCase()];
  const found = query.readUInt16BE(at + 1) === ADDRESS_RECORD ? (known ?? []) : [];

  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(found.length, 6);
  return Buffer.concat([header, query.subarray(HEADER_BYTES, endOfQuestion), ...found.map(record)]);
}

/** The name is a pointer to the question's; lives a second; four bytes of address. */
function record(address: string): Buffer {
  return Buffer.from([0xc0, HEADER_BYTES, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)]);
}
