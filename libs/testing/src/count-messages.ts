import amqp from 'amqplib';

/** How many messages of a queue nobody has in hand; takes none, so it is in the way of nobody who does. Throws when there is no such queue. */
export async function countMessages(rabbitmqUrl: string, queue: string): Promise<number> {
  const connection = await amqp.connect(rabbitmqUrl);
  connection.on('error', () => undefined);
  try {
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    return (await channel.checkQueue(queue)).messageCount;
  } finally {
    await connection.close();
  }
}
